package com.skyflow.loader.local.simulator.fault;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.skyflow.loader.local.simulator.settings.RetryAfter;

/**
 * One way in which a call goes wrong. The faults of a simulator stand in the order in which they were injected; a call
 * suffers the first one that strikes before storing, or else the first one that strikes after.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fault")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Fault.Status.class, name = "status"),
    @JsonSubTypes.Type(value = Fault.Hang.class, name = "hang"),
    @JsonSubTypes.Type(value = Fault.Reset.class, name = "reset"),
    @JsonSubTypes.Type(value = Fault.HalfBody.class, name = "half-body"),
    @JsonSubTypes.Type(value = Fault.ErrorInside200.class, name = "error-inside-200"),
    @JsonSubTypes.Type(value = Fault.FewerRecords.class, name = "fewer-records"),
    @JsonSubTypes.Type(value = Fault.Html.class, name = "html"),
    @JsonSubTypes.Type(value = Fault.Redirect.class, name = "redirect"),
    @JsonSubTypes.Type(value = Fault.EmptyBody.class, name = "empty-body"),
    @JsonSubTypes.Type(value = Fault.LargeBody.class, name = "large-body"),
    @JsonSubTypes.Type(value = Fault.Poison.class, name = "poison")
})
public sealed interface Fault {
    /** When in its call the fault comes. */
    Moment moment();

    /** An answer with this status, and an error body in Skyflow's form. */
    record Status(int status, RetryAfter retryAfter, Moment moment) implements Fault {
        /** Before storing, without Retry-After. */
        public static Status of(int status) {
            return new Status(status, RetryAfter.NONE, Moment.BEFORE_STORING);
        }

        /** Before storing, with Retry-After. */
        public static Status of(int status, RetryAfter retryAfter) {
            return new Status(status, retryAfter, Moment.BEFORE_STORING);
        }
    }

    /** No answer until the simulator releases its callers, or the caller goes away. */
    record Hang(Moment moment) implements Fault {}

    /** The connection is reset instead of an answer. */
    record Reset(Moment moment) implements Fault {}

    /** The records are stored; the answer ends in its middle. */
    record HalfBody() implements Fault {
        @Override
        public Moment moment() {
            return Moment.AFTER_STORING;
        }
    }

    /** Nothing is stored; the status is 200 and the body an error. */
    record ErrorInside200() implements Fault {
        @Override
        public Moment moment() {
            return Moment.BEFORE_STORING;
        }
    }

    /** So many of the last records of an insert are neither stored nor answered. */
    record FewerRecords(int missing) implements Fault {
        public FewerRecords {
            if (missing < 1) {
                throw new IllegalArgumentException("missing: " + missing + " (expected: 1 or more)");
            }
        }

        @Override
        public Moment moment() {
            return Moment.BEFORE_STORING;
        }
    }

    /** A page for people, as a proxy sends. */
    record Html(int status, Moment moment) implements Fault {}

    /** A 302 to another place. */
    record Redirect(String location) implements Fault {
        @Override
        public Moment moment() {
            return Moment.BEFORE_STORING;
        }
    }

    /** An answer without a body. */
    record EmptyBody(int status, Moment moment) implements Fault {}

    /** Nothing is stored; the status is 200 and the body so many megabytes of spaces. */
    record LargeBody(int megabytes) implements Fault {
        @Override
        public Moment moment() {
            return Moment.BEFORE_STORING;
        }
    }

    /**
     * A call that holds one of certain values is answered with an error; in a batch that goes on after errors, only the
     * record that holds it.
     *
     * @param status 400 or another
     * @param message what the error says of the value
     */
    record Poison(PoisonValues values, int status, Message message) implements Fault {
        /** What an error says of the value that it is about. */
        public enum Message {
            PLAIN,
            QUOTES_VALUE
        }

        @Override
        public Moment moment() {
            return Moment.BEFORE_STORING;
        }
    }
}
