package dev.multistream.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Where everything that happens outside becomes a message for the loop. Thread-safe. */
public final class Inbox {
    private final BlockingQueue<Input> queue = new LinkedBlockingQueue<>();

    /** Hands an input over; never blocks. */
    public void submit(Input input) {
        queue.add(input);
    }

    /** Whether nothing lies here; the loop may still be at what it took. */
    boolean isIdle() {
        return queue.isEmpty();
    }

    /** All inputs that are there, at least one: waits for it. */
    List<Input> take() throws InterruptedException {
        List<Input> batch = new ArrayList<>();
        batch.add(queue.take());
        queue.drainTo(batch);
        return batch;
    }
}
