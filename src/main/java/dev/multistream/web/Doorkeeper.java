package dev.multistream.web;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.handlers.Cookie;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.InetAddress;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Lets in who has the token, under this machine's own name, to look and not to touch.
 *
 * <h2>Against what</h2>
 *
 * <ul>
 *   <li>Another user of the machine: the token, on every request, compared in constant time.
 *   <li>A foreign page in the user's browser: its requests lack the cookie ({@code SameSite=Strict}); a foreign host name
 *       that resolves to this address (DNS rebinding) fails at the Host header.
 *   <li>What agents print: the page's content security policy allows nothing that was not served as a file from here.
 * </ul>
 *
 * <p>Cookies know no port, so the cookie's name does: two runs on one machine keep their pages apart.
 */
final class Doorkeeper implements HttpHandler {
    static final String PAGE_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.]+]");
    private static final Pattern PORT = Pattern.compile(":\\d{1,5}$");
    private static final String BEARER = "Bearer ";
    private static final HttpString FETCH_SITE = new HttpString("Sec-Fetch-Site");

    private final InetAddress bound;
    private final Token token;
    private final HttpHandler next;

    Doorkeeper(InetAddress bound, Token token, HttpHandler next) {
        this.bound = bound;
        this.token = token;
        this.next = next;
    }

    @Override
    public void handleRequest(HttpServerExchange exchange) throws Exception {
        headers(exchange.getResponseHeaders());
        if (!isOurName(exchange.getRequestHeaders().get(Headers.HOST))) {
            Answers.text(exchange, 421, "This page answers only under the address that harness printed.\n");
        } else if (!exchange.getRequestMethod().equals(Methods.GET)
                && !exchange.getRequestMethod().equals(Methods.HEAD)) {
            exchange.getResponseHeaders().put(Headers.ALLOW, "GET, HEAD");
            Answers.text(exchange, 405, "This page is for looking only.\n");
        } else if (tokenInLink(exchange).filter(token::matches).isPresent()) {
            letIn(exchange);
        } else if (isKnown(exchange)) {
            next.handleRequest(exchange);
        } else {
            exchange.getResponseHeaders().put(Headers.WWW_AUTHENTICATE, "Bearer realm=\"harness\"");
            Answers.html(exchange, 401, UNKNOWN);
        }
    }

    private static void headers(HeaderMap headers) {
        headers.put(new HttpString("Content-Security-Policy"), PAGE_POLICY);
        headers.put(new HttpString("X-Content-Type-Options"), "nosniff");
        headers.put(new HttpString("Referrer-Policy"), "no-referrer");
        headers.put(new HttpString("Cross-Origin-Resource-Policy"), "same-origin");
        headers.put(new HttpString("Cross-Origin-Opener-Policy"), "same-origin");
        headers.put(Headers.CACHE_CONTROL, "no-store");
    }

    /** The port is not compared: a tunnel may give the page another one. */
    private boolean isOurName(HeaderValues hosts) {
        if (hosts == null || hosts.size() != 1) {
            return false;
        }
        String name = PORT.matcher(hosts.getFirst().toLowerCase(Locale.ROOT)).replaceFirst("");
        boolean loopback = bound.isLoopbackAddress() || bound.isAnyLocalAddress();
        return loopback && (name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]"))
                || bound.isAnyLocalAddress() && ADDRESS.matcher(name).matches()
                || name.equals(bound.getHostAddress())
                || name.equals("[" + bound.getHostAddress() + "]");
    }

    private static Optional<String> tokenInLink(HttpServerExchange exchange) {
        Deque<String> values = exchange.getQueryParameters().get("token");
        return exchange.getRequestPath().equals("/") && values != null
                ? Optional.ofNullable(values.peekFirst())
                : Optional.empty();
    }

    private boolean isKnown(HttpServerExchange exchange) {
        Cookie cookie = exchange.getRequestCookie(cookieName(exchange));
        if (cookie != null && token.matches(cookie.getValue())) {
            return true;
        }
        String given = exchange.getRequestHeaders().getFirst(Headers.AUTHORIZATION);
        return given != null && given.startsWith(BEARER) && token.matches(given.substring(BEARER.length()));
    }

    /**
     * Sets the cookie and goes on to the page without the token in its address. A link followed from a foreign page (a
     * terminal in a browser) gets a page that goes on by itself, since browsers send no strict cookie along a foreign
     * page's redirect.
     */
    private void letIn(HttpServerExchange exchange) {
        exchange.getResponseHeaders()
                .put(
                        Headers.SET_COOKIE,
                        cookieName(exchange) + "=" + token.text() + "; Path=/; HttpOnly; SameSite=Strict");
        if ("cross-site".equals(exchange.getRequestHeaders().getFirst(FETCH_SITE))) {
            Answers.html(exchange, 200, GO_ON);
        } else {
            exchange.getResponseHeaders().put(Headers.LOCATION, "/");
            exchange.setStatusCode(303).endExchange();
        }
    }

    private static String cookieName(HttpServerExchange exchange) {
        return "harness-" + exchange.getDestinationAddress().getPort();
    }

    private static final String HEAD = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\">"
            + "<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">";

    private static final String UNKNOWN = HEAD + "<title>harness: link needed</title><h1>This page needs its link</h1>"
            + "<p>harness prints it in the terminal where <code>harness run</code> or <code>harness serve</code> was"
            + " started: <code>http://…/?token=…</code>. Each start has a new one.</p></html>";

    private static final String GO_ON = HEAD + "<meta http-equiv=\"refresh\" content=\"0;url=/\"><title>harness</title>"
            + "<p><a href=\"/\">Go on to the page</a></p></html>";
}
