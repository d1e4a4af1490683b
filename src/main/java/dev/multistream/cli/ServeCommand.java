package dev.multistream.cli;

import dev.multistream.web.HarnessServer;
import dev.multistream.web.Token;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/** {@code harness serve}: the status page of past and present runs, until stopped. */
final class ServeCommand implements Command {
    @Override
    public Info info() {
        return new Info(
                "serve",
                "show past and present runs on a page, until stopped",
                "",
                0,
                List.of(
                        Option.of("listen", "ADDRESS", "address to listen on [127.0.0.1]"),
                        Option.of("port", "N", "port [a free one]")),
                List.of("The link that is printed holds a token and is a secret. The page only shows."),
                List.of("harness serve", "harness serve --port 8080"));
    }

    @Override
    public int run(Invocation invocation) throws Exception {
        Machine machine = Machine.local();
        Path home = Runs.home(invocation.env(), machine);
        InetAddress address = invocation.arguments().value("listen").isPresent()
                ? InetAddress.getByName(invocation.arguments().value("listen").get())
                : InetAddress.getLoopbackAddress();
        int port = invocation.arguments().number("port", 0, 65_535).orElse(0);
        CountDownLatch stopped = new CountDownLatch(1);
        for (String name : List.of("INT", "TERM")) {
            Signal.handle(new Signal(name), signal -> stopped.countDown());
        }
        try (HarnessServer server =
                new HarnessServer(new PastRuns(home), Token.random(new SecureRandom()), machine.clock())) {
            server.start(new InetSocketAddress(address, port));
            if (!address.isLoopbackAddress()) {
                invocation.terminal().say("warning: others on the network can reach this page if they have the link");
            }
            server.link().ifPresent(link -> invocation.terminal().say("status page: " + link));
            stopped.await();
        }
        return ExitCode.OK;
    }
}
