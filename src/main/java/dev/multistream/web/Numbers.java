package dev.multistream.web;

import io.undertow.server.HttpServerExchange;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Numbers out of requests: not negative, at most eighteen digits, or none. */
final class Numbers {
    private static final Pattern DIGITS = Pattern.compile("\\d{1,18}");

    private Numbers() {}

    static OptionalLong of(@Nullable String text) {
        return text != null && DIGITS.matcher(text).matches()
                ? OptionalLong.of(Long.parseLong(text))
                : OptionalLong.empty();
    }

    static OptionalLong query(HttpServerExchange exchange, String name) {
        Deque<String> values = exchange.getQueryParameters().get(name);
        return values == null ? OptionalLong.empty() : of(values.peekFirst());
    }
}
