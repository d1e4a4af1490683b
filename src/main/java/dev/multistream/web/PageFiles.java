package dev.multistream.web;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.Headers;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Set;

/** The page's own files, out of the program itself; no others can be named. */
final class PageFiles {
    private static final Set<String> NAMES = Set.of(
            "index.html", "style.css", "favicon.svg", "app.js", "feed.js", "cards.js", "dag.js", "logs.js", "dom.js");

    /** Sends the file of this path, or answers false when it is none of them. */
    boolean send(HttpServerExchange exchange, String path) throws IOException {
        String name = path.equals("/") ? "index.html" : path.substring(1);
        if (!NAMES.contains(name)) {
            return false;
        }
        exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, FileTypes.of(name));
        exchange.getResponseSender().send(ByteBuffer.wrap(read(name)));
        return true;
    }

    private static byte[] read(String name) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new FileNotFoundException("the program lacks its page's file " + name);
            }
            return in.readAllBytes();
        }
    }
}
