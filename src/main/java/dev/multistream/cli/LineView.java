package dev.multistream.cli;

import dev.multistream.engine.RunListener;
import dev.multistream.run.JournalEntry;
import dev.multistream.run.RunState;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Prints a run as lines, on a thread of its own, so that a slow terminal never holds the loop. */
final class LineView implements RunListener {
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final EntryPrinter printer;
    private final Terminal terminal;
    private final Thread thread;
    private volatile boolean closed;

    LineView(RunState before, Terminal terminal, boolean json) {
        this.printer = new EntryPrinter(before, terminal, json);
        this.terminal = terminal;
        this.thread = new Thread(this::work, "lines");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void appended(List<JournalEntry> entries) {
        queue.add(() -> entries.forEach(printer::print));
    }

    /** A line between those of the run. */
    void say(String line) {
        queue.add(() -> terminal.say(line));
    }

    private void work() {
        try {
            while (!closed || !queue.isEmpty()) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns when everything is printed. */
    void close() {
        queue.add(() -> closed = true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
