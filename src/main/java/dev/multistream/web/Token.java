package dev.multistream.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;

/** The secret that opens the page: 32 random bytes, as text in URL-safe Base64. Its string form hides it. */
public final class Token {
    private static final int BYTES = 32;
    private final String text;

    /**
     * @param bytes exactly 32, from a source that cannot be guessed
     */
    public Token(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a token has " + BYTES + " bytes");
        }
        text = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A new token; give a {@link java.security.SecureRandom}. */
    public static Token random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return new Token(bytes);
    }

    /** The token itself, for links and headers. */
    public String text() {
        return text;
    }

    /** Whether somebody's text is the token; takes the same time wherever they differ. */
    boolean matches(String candidate) {
        return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), candidate.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Token[hidden]";
    }
}
