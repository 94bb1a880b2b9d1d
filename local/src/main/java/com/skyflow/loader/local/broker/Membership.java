package com.skyflow.loader.local.broker;

import com.skyflow.loader.common.failure.ExitCode;
import com.skyflow.loader.common.failure.LoaderException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one process is to the broker of a folder: its owner or an attached one.
 *
 * <p>The owner holds the owner lock, every attached process holds the attached lock with the others. Who gets the owner lock
 * starts the broker, be it on arrival or, as an attached one, because the owner is gone. The owner stops the broker only
 * while it holds the attached lock alone: so nobody attaches to a broker that is about to end, and who arrives then becomes
 * the next owner. Thread-safe: the locks and the broker are guarded by this.
 */
final class Membership {
    private static final Duration ATTACH_BOUND = Duration.ofMinutes(5);
    private static final long POLL_MILLIS = 100;
    private static final long WATCH_MILLIS = 250;

    private final StateFolder folder;
    private final Consumer<String> lastWords;
    private final FolderLock owner;
    private final FolderLock attached;
    private final CountDownLatch leaving = new CountDownLatch(1);
    private final CountDownLatch left = new CountDownLatch(1);
    private final CountDownLatch handingOver = new CountDownLatch(1);
    private @Nullable EmbeddedBroker broker;
    private int users = 1;

    private Membership(StateFolder folder, Consumer<String> lastWords) {
        this.folder = folder;
        this.lastWords = lastWords;
        this.owner = new FolderLock(folder.ownerLock());
        this.attached = new FolderLock(folder.attachedLock());
    }

    static Membership join(StateFolder folder, Consumer<String> lastWords) {
        Membership membership = new Membership(folder, lastWords);
        try {
            membership.join();
            return membership;
        } catch (RuntimeException e) {
            membership.giveUpLocks();
            throw e;
        }
    }

    /** Counts one more user of this process; false, after it has left, if it is leaving. */
    boolean enter() {
        synchronized (this) {
            if (leaving.getCount() > 0) {
                users++;
                return true;
            }
        }
        awaitLeft();
        return false;
    }

    String address() {
        return Listeners.HOST + ":" + folder.port().orElseThrow(() -> notAnswering("has no address"));
    }

    ClientAccess access() {
        return folder.access();
    }

    void leave() {
        synchronized (this) {
            users--;
            if (users > 0) {
                return;
            }
        }
        end();
    }

    void handOver() {
        handingOver.countDown();
        end();
    }

    private void join() {
        long start = System.nanoTime();
        while (!becomesOwner() && !attaches()) {
            if (System.nanoTime() - start > ATTACH_BOUND.toNanos()) {
                throw notAnswering("does not answer since " + ATTACH_BOUND.toSeconds() + " s");
            }
            pause();
        }
    }

    private synchronized boolean becomesOwner() {
        if (!owner.tryExclusive()) {
            return false;
        }
        broker = EmbeddedBroker.start(folder, lastWords);
        attached.release();
        return true;
    }

    private synchronized boolean attaches() {
        if (!attached.tryShared() || !BrokerProbe.answers(folder)) {
            return false;
        }
        Thread.ofPlatform().daemon().name("embedded-broker-watch").start(this::watch);
        return true;
    }

    private void watch() {
        try {
            boolean watching = true;
            while (watching && !leaving.await(WATCH_MILLIS, TimeUnit.MILLISECONDS)) {
                watching = !takesOver();
            }
        } catch (LoaderException e) {
            lastWords.accept(e.sentence());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean takesOver() {
        return leaving.getCount() == 0 || becomesOwner();
    }

    private void end() {
        if (!startsLeaving()) {
            awaitLeft();
            return;
        }
        try {
            stopBroker();
        } finally {
            giveUpLocks();
            left.countDown();
        }
    }

    private synchronized boolean startsLeaving() {
        boolean first = leaving.getCount() > 0;
        leaving.countDown();
        return first;
    }

    private void stopBroker() {
        EmbeddedBroker running = broker();
        if (running != null) {
            awaitLast();
            running.stop();
        }
    }

    private synchronized @Nullable EmbeddedBroker broker() {
        return broker;
    }

    /** Ends when no other process is attached, or with a hand-over; an interrupt is one. */
    private void awaitLast() {
        try {
            boolean waiting = true;
            while (waiting && !isLast()) {
                waiting = !handingOver.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean isLast() {
        return attached.tryExclusive();
    }

    /** The owner lock first: who then finds the attached lock taken tries the owner lock again. */
    private synchronized void giveUpLocks() {
        owner.close();
        attached.close();
    }

    private void awaitLeft() {
        try {
            left.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LoaderException(
                    ExitCode.UNFINISHED, "Interrupted while the embedded broker in " + folder.root() + " started.", e);
        }
    }

    private LoaderException notAnswering(String how) {
        return new LoaderException(
                ExitCode.UNFINISHED,
                "The embedded broker that another process runs in " + folder.root() + " " + how
                        + ": stop that process and start again.");
    }
}
