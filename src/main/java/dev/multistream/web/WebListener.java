package dev.multistream.web;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.xnio.Options;

/** The open port, and what answers behind it. */
final class WebListener implements AutoCloseable {
    private static final int IO_THREADS = 1;
    private static final int WORKER_THREADS = 4;
    private static final int BUFFER = 16 * 1024;
    private static final int MOST_CONNECTIONS = 512;

    /* The loggers of java.util.logging that the library ends up at; kept, since a forgotten logger forgets its level. */
    private final List<Logger> quieted = Stream.of("org.xnio", "io.undertow", "org.jboss.threads")
            .map(Logger::getLogger)
            .toList();
    private final Undertow server;
    private final RunFeeds feeds;
    private final URI address;

    private WebListener(InetSocketAddress at, RunSource runs, Token token, InstantSource clock) {
        quieted.forEach(logger -> logger.setLevel(Level.SEVERE));
        feeds = new RunFeeds(runs, clock);
        Doorkeeper door = new Doorkeeper(at.getAddress(), token, new Routes(runs, feeds, clock));
        server = Undertow.builder()
                .addHttpListener(at.getPort(), at.getAddress().getHostAddress(), door)
                .setIoThreads(IO_THREADS)
                .setWorkerThreads(WORKER_THREADS)
                .setBufferSize(BUFFER)
                .setDirectBuffers(false)
                .setWorkerOption(Options.THREAD_DAEMON, true)
                .setSocketOption(Options.CONNECTION_HIGH_WATER, MOST_CONNECTIONS)
                .setSocketOption(Options.CONNECTION_LOW_WATER, MOST_CONNECTIONS)
                .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, 1024L)
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 32 * 1024)
                .setServerOption(UndertowOptions.MAX_PARAMETERS, 16)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, 10_000)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, 60_000)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 200)
                .build();
        server.start();
        address = addressOf(at.getAddress(), port());
    }

    /** Opens the port; IOException with a sentence when it cannot be had. */
    static WebListener open(InetSocketAddress at, RunSource runs, Token token, InstantSource clock) throws IOException {
        if (at.isUnresolved()) {
            throw new IOException("the page cannot listen on '" + at.getHostString() + "': no such host");
        }
        try {
            return new WebListener(at, runs, token, clock);
        } catch (RuntimeException refused) {
            if (refused.getCause() instanceof IOException cause) {
                throw new IOException(
                        "the page cannot listen on " + at.getHostString() + ":" + at.getPort() + ": "
                                + cause.getMessage(),
                        cause);
            }
            throw refused;
        }
    }

    private int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    /** A wildcard is no address to go to; its page is found at localhost. */
    private static URI addressOf(InetAddress at, int port) {
        String literal = at.getHostAddress();
        String host = at.isAnyLocalAddress() ? "localhost" : literal.contains(":") ? "[" + literal + "]" : literal;
        return URI.create("http://" + host + ":" + port + "/");
    }

    URI address() {
        return address;
    }

    @Override
    public void close() {
        feeds.close();
        server.stop();
    }
}
