package dev.multistream.agent;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows an events file while an agent writes it, and to its end afterwards.
 *
 * <p>A plain file is what every shell can append to and what outlives both sides; nobody tells of its growth (a watch
 * service is no faster for one file, and absent on network file systems), so its length is asked ten times a second on
 * a thread of its own, as long as the agent runs. Lines longer than 64 KiB are passed over. The file is opened
 * before the agent starts: what the agent puts in its place is never read.
 */
final class EventTail {
    private static final long PAUSE_MILLIS = 100;
    private static final int LONGEST_LINE = 64 << 10;

    private final AgentListener listener;
    private final List<String> masks;
    private final FileChannel file;
    private final ByteBuffer chunk = ByteBuffer.allocate(32 << 10);
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run);

    private boolean tooLong;

    /** @param masks secrets that are replaced in every text */
    EventTail(Path path, List<String> masks, AgentListener listener) throws IOException {
        this.masks = List.copyOf(masks);
        this.listener = listener;
        Files.deleteIfExists(path);
        this.file = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.READ);
    }

    /** Begins to follow. */
    void follow(String name) {
        thread.setName(name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Reads what is left, tells it, and stops; nothing is told afterwards. */
    void close() {
        ended.countDown();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        try (file) {
            tellLine();
        } catch (IOException e) {
            // Closing a file that was only read can lose nothing.
            return;
        }
    }

    private void run() {
        try {
            boolean last;
            do {
                last = ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
                readOn();
            } while (!last);
        } catch (IOException | InterruptedException e) {
            // What an agent says about itself is lost; its work is not. Nobody has this thread to interrupt it.
            return;
        }
    }

    private void readOn() throws IOException {
        while (file.read(chunk.clear()) > 0) {
            chunk.flip();
            while (chunk.hasRemaining()) {
                take(chunk.get());
            }
        }
    }

    private void take(byte value) {
        if (value == '\n') {
            tellLine();
        } else if (line.size() >= LONGEST_LINE) {
            tooLong = true;
        } else {
            line.write(value);
        }
    }

    private void tellLine() {
        if (line.size() > 0 && !tooLong) {
            EventCodec.parse(line.toByteArray(), masks).ifPresent(listener::happened);
        }
        line.reset();
        tooLong = false;
    }
}
