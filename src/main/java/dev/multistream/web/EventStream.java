package dev.multistream.web;

import dev.multistream.model.RunId;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.sse.ServerSentEventHandler;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Server-sent events of one run: {@code snapshot}, {@code patch} (both with the last entry's number as id),
 * {@code lines} and {@code bye}.
 */
final class EventStream {
    static final int MOST_READERS = 64;
    private static final HttpString LAST_EVENT_ID = new HttpString("Last-Event-ID");

    private final RunFeeds feeds;
    private final AtomicInteger readers = new AtomicInteger();

    EventStream(RunFeeds feeds) {
        this.feeds = feeds;
    }

    /** Answers with the events after {@code Last-Event-ID} or {@code from}; with a snapshot first without either. */
    void open(HttpServerExchange exchange, RunId id) throws Exception {
        if (exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET");
            Answers.error(exchange, 405, "events can only be read with GET");
        } else if (!feeds.follow(id)) {
            Answers.error(exchange, 404, "there is no run " + id + " here");
        } else if (readers.incrementAndGet() > MOST_READERS) {
            readers.decrementAndGet();
            exchange.getResponseHeaders().put(Headers.RETRY_AFTER, "10");
            Answers.error(exchange, 503, MOST_READERS + " pages follow runs already; close some");
        } else {
            exchange.addExchangeCompleteListener((done, rest) -> {
                readers.decrementAndGet();
                rest.proceed();
            });
            exchange.setPersistent(false);
            long after = after(exchange);
            new ServerSentEventHandler((connection, last) -> feeds.read(id, connection, exchange.getIoThread(), after))
                    .handleRequest(exchange);
        }
    }

    private static long after(HttpServerExchange exchange) {
        String last = exchange.getRequestHeaders().getFirst(LAST_EVENT_ID);
        return Numbers.of(last).orElseGet(() -> Numbers.query(exchange, "from").orElse(-1));
    }
}
