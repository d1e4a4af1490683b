package dev.multistream.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MaskingStreamTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private MaskingStream masking(String... secrets) {
        return new MaskingStream(out, List.of(secrets));
    }

    private static void put(MaskingStream stream, String text) throws IOException {
        stream.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everything_that_cannot_begin_a_secret_is_passed_on_at_once() throws IOException {
        MaskingStream stream = masking("hunter2");
        put(stream, "login: hun");
        assertThat(written()).isEqualTo("login: ");
        put(stream, "d");
        assertThat(written()).isEqualTo("login: hund");
    }

    @Test
    void a_beginning_that_was_held_back_is_written_at_the_end() throws IOException {
        try (MaskingStream stream = masking("hunter2")) {
            put(stream, "hunter");
        }
        assertThat(written()).isEqualTo("hunter");
    }

    @Test
    void a_secret_is_masked_byte_by_byte_too() throws IOException {
        try (MaskingStream stream = masking("hunter2", "h")) {
            for (char c : "a hunter2 hu".toCharArray()) {
                stream.write(c);
            }
        }
        assertThat(written()).isEqualTo("a *** ***u");
    }

    @Test
    void of_secrets_that_begin_alike_the_longest_is_masked() throws IOException {
        try (MaskingStream stream = masking("token", "token-long")) {
            put(stream, "token token-lo token-");
            put(stream, "long.");
        }
        assertThat(written()).isEqualTo("*** ***-lo ***.");
    }

    @Test
    void secrets_that_overlap_leave_nothing_of_either() throws IOException {
        try (MaskingStream stream = masking("abcd", "cdef")) {
            put(stream, "<abcd");
            put(stream, "ef>");
        }
        assertThat(written()).isEqualTo("<***>");
    }

    @Test
    void an_empty_secret_masks_nothing() throws IOException {
        try (MaskingStream stream = masking("")) {
            put(stream, "plain");
        }
        assertThat(written()).isEqualTo("plain");
    }

    /** Against the plain rule "every byte of every occurrence", with texts and cuts at random. */
    @Test
    void any_text_cut_anywhere_is_masked_alike() throws IOException {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            String text = word(random, 40);
            List<String> secrets = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                secrets.add(word(random, 5));
            }
            out.reset();
            try (MaskingStream stream = new MaskingStream(out, secrets)) {
                int from = 0;
                while (from < text.length()) {
                    int to = Math.min(text.length(), from + 1 + random.nextInt(6));
                    put(stream, text.substring(from, to));
                    from = to;
                }
            }
            assertThat(written().replace("*", ""))
                    .as("seed %d: %s masked for %s", seed, text, secrets)
                    .isEqualTo(plainly(text, secrets));
        }
    }

    private static String word(Random random, int longest) {
        StringBuilder word = new StringBuilder();
        for (int i = random.nextInt(longest); i >= 0; i--) {
            word.append((char) ('a' + random.nextInt(3)));
        }
        return word.toString();
    }

    private static String plainly(String text, List<String> secrets) {
        BitSet covered = new BitSet();
        for (String secret : secrets) {
            for (int at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + 1)) {
                covered.set(at, at + secret.length());
            }
        }
        StringBuilder left = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!covered.get(i)) {
                left.append(text.charAt(i));
            }
        }
        return left.toString();
    }
}
