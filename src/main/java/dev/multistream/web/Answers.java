package dev.multistream.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.nio.charset.StandardCharsets;

/** Short answers, each with its type. */
final class Answers {
    private Answers() {}

    static void text(HttpServerExchange exchange, int status, String text) {
        send(exchange, status, "text/plain; charset=utf-8", text);
    }

    static void html(HttpServerExchange exchange, int status, String html) {
        send(exchange, status, "text/html; charset=utf-8", html);
    }

    static void json(HttpServerExchange exchange, int status, String json) {
        send(exchange, status, "application/json", json);
    }

    /** {@code {error: …}} with a sentence for people. */
    static void error(HttpServerExchange exchange, int status, String sentence) {
        json(exchange, status, Json.object(json -> json.writeStringProperty("error", sentence)));
    }

    private static void send(HttpServerExchange exchange, int status, String type, String body) {
        exchange.setStatusCode(status);
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, type);
        exchange.getResponseSender().send(body, StandardCharsets.UTF_8);
    }
}
