package dev.multistream.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The status page: a read-only view of runs for the people at this machine.
 *
 * <p>Nothing of the web library is loaded and no thread exists before {@link #start}; everything runs on daemon threads.
 * May be called from any thread.
 */
public final class HarnessServer implements AutoCloseable {
    private final RunSource runs;
    private final Token token;
    private final InstantSource clock;
    private Optional<WebListener> listener = Optional.empty();

    public HarnessServer(RunSource runs, Token token, InstantSource clock) {
        this.runs = runs;
        this.token = token;
        this.clock = clock;
    }

    /**
     * Listens, unless it does already.
     *
     * @param at where to listen; port 0 takes a free one
     * @return the address of the page, without the token
     * @throws IOException when the address cannot be had
     */
    public synchronized URI start(InetSocketAddress at) throws IOException {
        if (listener.isEmpty()) {
            listener = Optional.of(WebListener.open(at, runs, token, clock));
        }
        return listener.get().address();
    }

    /** The link that opens the page, token included; a secret. Empty before {@link #start}. */
    public synchronized Optional<URI> link() {
        return listener.isPresent()
                ? Optional.of(listener.get().address().resolve("/?token=" + token.text()))
                : Optional.empty();
    }

    /** Tells the pages that harness ends and stops, within about half a second. */
    @Override
    public synchronized void close() {
        // No method reference: that would load the listener, and with it the web library, only to find nothing to
        // close.
        if (listener.isPresent()) {
            listener.get().close();
            listener = Optional.empty();
        }
    }
}
