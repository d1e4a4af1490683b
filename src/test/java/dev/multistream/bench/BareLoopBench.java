package dev.multistream.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The least that Java can do with a graph of commands: a ready queue, {@link ProcessBuilder}, and nothing else. What
 * the engine costs is what it takes longer than this.
 *
 * <p>Arguments: the file of the {@link Dag}, and how many steps may run at once.
 */
public final class BareLoopBench {
    private final Map<String, List<Dag.Node>> neededBy = new HashMap<>();
    private final Map<String, AtomicInteger> open = new HashMap<>();
    private final BlockingQueue<Dag.Node> ready = new LinkedBlockingQueue<>();
    private final CountDownLatch left;

    private BareLoopBench(Dag dag) {
        left = new CountDownLatch(dag.nodes().size());
        for (Dag.Node node : dag.nodes()) {
            open.put(node.id(), new AtomicInteger(node.needs().size()));
            node.needs()
                    .forEach(need -> neededBy.computeIfAbsent(need, id -> new ArrayList<>())
                            .add(node));
            if (node.needs().isEmpty()) {
                ready.add(node);
            }
        }
    }

    /** Runs the graph; the script outside takes the time. */
    public static void main(String[] args) throws IOException, InterruptedException {
        BareLoopBench loop = new BareLoopBench(Dag.read(Path.of(args[0])));
        int jobs = Integer.parseInt(args[1]);
        ExecutorService workers = Executors.newFixedThreadPool(jobs, work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < jobs; i++) {
            workers.execute(loop::work);
        }
        loop.left.await();
    }

    private void work() {
        try {
            while (true) {
                Dag.Node node = ready.take();
                Process process = new ProcessBuilder(node.command())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                process.getOutputStream().close();
                if (process.waitFor() != 0) {
                    throw new IllegalStateException(node.id() + " failed");
                }
                for (Dag.Node next : neededBy.getOrDefault(node.id(), List.of())) {
                    if (open.get(next.id()).decrementAndGet() == 0) {
                        ready.add(next);
                    }
                }
                left.countDown();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
