package com.skyflow.loader.uploader;

import com.skyflow.loader.uploader.SimulatedTopic.Violation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Plays one order of events to up to three uploaders of a vault: turns, answers, moves of partitions, long silence, kills, clean stops,
 * refused and unanswered commits. Everything follows from the seed, on one thread and by a clock of its own. At the end faults cease,
 * and every row has to be accounted for.
 *
 * <p>{@code main FIRST COUNT} plays so many seeds and ends with status 1 at the first that breaks a promise.
 */
final class PollLoopSimulation {
    private static final int EVENTS = 1_500;
    private static final int HEALED_ROUNDS = 5_000;
    private static final int STORY = 40;
    private static final List<String> NAMES = List.of("a", "b", "c");
    private static final Duration LOSS = Duration.ofSeconds(10);

    private final Random random;
    private final boolean calm;
    private final SimulatedTopic topic = new SimulatedTopic();
    private final SimulatedGroup group = new SimulatedGroup();
    private final Map<String, SimulatedUploader> alive = new TreeMap<>();
    private final Deque<String> story = new ArrayDeque<>();
    private long nanos = Duration.ofHours(1).toNanos();
    private boolean healed;

    private PollLoopSimulation(long seed, boolean calm) {
        this.random = new Random(seed);
        this.calm = calm;
    }

    /**
     * Plays a seed.
     *
     * @return how many rows were repeated
     * @throws AssertionError with the last events, if a promise was broken
     */
    static long play(long seed) {
        return new PollLoopSimulation(seed, false).playAll(seed);
    }

    /** The same with nothing but turns, answers, moves of partitions and clean stops. */
    static long playCalmly(long seed) {
        return new PollLoopSimulation(seed, true).playAll(seed);
    }

    private long playAll(long seed) {
        try {
            play();
            return topic.repeats();
        } catch (Violation e) {
            throw new AssertionError(
                    "seed " + seed + ": " + e.getMessage() + "\n" + String.join("\n", topic.standing()) + "\n"
                            + String.join("\n", story),
                    e);
        }
    }

    public static void main(String[] arguments) {
        long first = Long.parseLong(arguments[0]);
        long count = Long.parseLong(arguments[1]);
        long repeats = 0;
        for (long seed = first; seed < first + count; seed++) {
            try {
                repeats += play(seed);
            } catch (AssertionError e) {
                System.out.println(e.getMessage());
                System.exit(1);
            }
        }
        System.out.println(count + " orders of events, " + repeats + " rows repeated, none lost, none counted twice");
    }

    Random random() {
        return random;
    }

    SimulatedTopic topic() {
        return topic;
    }

    SimulatedGroup group() {
        return group;
    }

    long nanos() {
        return nanos;
    }

    boolean happens(int percent) {
        return random.nextInt(100) < percent;
    }

    boolean faultHappens(int percent) {
        return !healed && !calm && happens(percent);
    }

    ConsumerRebalanceListener listener(String member) {
        return Objects.requireNonNull(alive.get(member)).listener();
    }

    List<TopicPartition> toRevoke(String member) {
        return group.toRevoke(member, alive.keySet());
    }

    List<TopicPartition> assign(String member) {
        List<TopicPartition> assigned = group.assign(member, alive.keySet(), topic.partitions());
        if (!assigned.isEmpty()) {
            tell(member + " gets " + assigned);
        }
        return assigned;
    }

    /** Somebody waits: time goes by, and calls come forward. */
    void elapse(Duration span) {
        nanos += span.toNanos();
        for (int i = random.nextInt(4); i >= 0; i--) {
            progress();
        }
    }

    private void play() {
        start(NAMES.getFirst());
        for (int i = 0; i < EVENTS && !topic.isDone(); i++) {
            nanos += random.nextInt(20_000_000);
            event(random.nextInt(1_000));
        }
        healed = true;
        tell("no more faults");
        if (alive.isEmpty()) {
            start(NAMES.getFirst());
        }
        for (int i = 0; i < HEALED_ROUNDS && !topic.isDone(); i++) {
            progress();
            turn(anyOf(List.copyOf(alive.keySet())));
        }
        SimulatedTopic.ensure(topic.isDone(), "rows are left that nobody uploads");
        topic.ensureNoUnexplainedRepeat();
    }

    private void event(int chance) {
        if (alive.isEmpty() || chance < 8) {
            start(anyOf(NAMES));
            return;
        }
        String name = anyOf(List.copyOf(alive.keySet()));
        if (chance < 700) {
            turn(name);
        } else if (chance < 960) {
            progress();
        } else if (chance < 980) {
            TopicPartition partition = anyOf(topic.partitions());
            tell(partition + " is to go to " + name);
            group.move(partition, name);
        } else if (chance < 986 && !calm) {
            beSilent(name);
        } else if (chance < 993 && !calm) {
            tell(name + " is killed");
            uploader(name).die();
            alive.remove(name);
        } else {
            tell(name + " is stopped");
            uploader(name).stop();
            alive.remove(name);
        }
    }

    private void start(String name) {
        if (!alive.containsKey(name)) {
            tell(name + " starts");
            alive.put(name, new SimulatedUploader(this, name));
        }
    }

    private void turn(String name) {
        if (!uploader(name).step()) {
            tell(name + " ends, because Kafka fails");
            alive.remove(name);
            if (healed) {
                start(name);
            }
        }
    }

    /** The process stands still, while its calls may be answered and others go on; then the group goes on without it. */
    private void beSilent(String name) {
        tell(name + " is silent and lost");
        nanos += LOSS.toNanos();
        uploader(name).vault().progress();
        uploader(name).beLost();
    }

    private void progress() {
        if (!alive.isEmpty()) {
            uploader(anyOf(List.copyOf(alive.keySet()))).vault().progress();
        }
    }

    private SimulatedUploader uploader(String name) {
        return Objects.requireNonNull(alive.get(name));
    }

    private <T> T anyOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private void tell(String event) {
        story.addLast("%.3f s %s".formatted(nanos / 1e9, event));
        if (story.size() > STORY) {
            story.removeFirst();
        }
    }
}
