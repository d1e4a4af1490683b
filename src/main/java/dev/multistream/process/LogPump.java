package dev.multistream.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Carries what a program prints to a stream, on a thread of its own, until everybody who holds the other end has
 * closed it.
 *
 * <p>If the stream cannot be written to (a full disk), the pipe is closed: the program is told as if it had written
 * the log itself.
 */
final class LogPump {
    private static final int CHUNK = 1 << 16;

    private final Thread thread;
    private final InputStream from;
    private final OutputStream to;
    /** Guards {@link #to}: nothing is written to it after {@link #finish}. */
    private final Object gate = new Object();

    private boolean closed;

    LogPump(InputStream from, OutputStream to, String name) {
        this.from = from;
        this.to = to;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        byte[] chunk = new byte[CHUNK];
        try (from) {
            for (int count = from.read(chunk); count >= 0; count = from.read(chunk)) {
                synchronized (gate) {
                    if (closed) {
                        return;
                    }
                    to.write(chunk, 0, count);
                }
            }
        } catch (IOException e) {
            // The pipe broke, or the log did; see the class comment.
            return;
        }
    }

    /** Waits for the end of the output, at most so long: a process that got away may hold the pipe for ever. */
    void finish(Duration patience) throws InterruptedException {
        thread.join(Math.max(1, patience.toMillis()));
        synchronized (gate) {
            closed = true;
            try {
                to.close();
            } catch (IOException e) {
                // The log cannot be written to its end; the program was told by its pipe, or is gone.
                return;
            }
        }
    }
}
