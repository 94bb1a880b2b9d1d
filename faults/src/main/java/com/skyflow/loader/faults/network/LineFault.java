package com.skyflow.loader.faults.network;

import com.skyflow.loader.faults.Load;
import com.skyflow.loader.testing.TcpProxy;
import com.skyflow.loader.testing.TcpProxy.Counts;
import com.skyflow.loader.testing.Wait;
import java.time.Duration;
import java.util.List;

/** What happens to the lines of a load, and for how long: until it has done so much. */
enum LineFault {
    /** Every connection is closed, and each new one, until a dozen were. */
    CUT("connections were refused", 12) {
        @Override
        void begin(TcpProxy line) {
            line.cut();
        }

        @Override
        long measure(Counts counts) {
            return counts.refused();
        }
    },
    /** Nothing goes through, until clients have given connections up and made others in vain. */
    HUNG("connections were made while nothing went through", 4) {
        @Override
        void begin(TcpProxy line) {
            line.hang();
        }

        @Override
        long measure(Counts counts) {
            return counts.connections();
        }
    },
    /** Everything takes long, until it has taken seconds in all. */
    SLOW("milliseconds were waited for the line by all pieces", 8_000) {
        @Override
        void begin(TcpProxy line) {
            line.slow(50_000, Duration.ofMillis(150));
        }

        @Override
        long measure(Counts counts) {
            return counts.held().toMillis();
        }
    };

    private final String proof;
    private final long least;

    LineFault(String proof, long least) {
        this.proof = proof;
        this.least = least;
    }

    abstract long measure(Counts counts);

    abstract void begin(TcpProxy line);

    /** Makes it happen to lines, and ends it. */
    void happen(Load load, List<TcpProxy> lines) {
        long before = measured(lines);
        load.fault(() -> lines.forEach(this::begin));
        Wait.until(proof, Load.LONG, () -> measured(lines) - before >= least);
        lines.forEach(TcpProxy::heal);
        load.healed();
        load.prove(proof, measured(lines) - before);
    }

    private long measured(List<TcpProxy> lines) {
        return lines.stream().map(TcpProxy::counts).mapToLong(this::measure).sum();
    }
}
