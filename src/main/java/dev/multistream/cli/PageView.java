package dev.multistream.cli;

import dev.multistream.engine.RunListener;
import dev.multistream.run.JournalEntry;
import dev.multistream.step.RunContext;
import dev.multistream.web.HarnessServer;
import dev.multistream.web.Token;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.function.Consumer;

/** The status page of a run that this process works on; it comes up beside the run and never holds it up. */
final class PageView implements RunListener {
    private final LiveRun run;
    private final HarnessServer server;
    private final Thread opener;

    PageView(
            RunContext context,
            List<JournalEntry> before,
            Machine machine,
            int port,
            Path reports,
            Consumer<String> say) {
        run = new LiveRun(context, before, reports);
        server = new HarnessServer(
                new LiveRuns(context.directory(), run), Token.random(new SecureRandom()), machine.clock());
        opener = new Thread(
                () -> {
                    try {
                        server.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                        server.link().ifPresent(link -> say.accept("status page: " + link));
                    } catch (IOException e) {
                        say.accept("harness: the status page could not be opened: " + e.getMessage());
                    }
                },
                "page");
        opener.setDaemon(true);
        opener.start();
    }

    @Override
    public void appended(List<JournalEntry> entries) {
        run.appended(entries);
    }

    void close() {
        try {
            opener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        run.end();
        server.close();
    }
}
