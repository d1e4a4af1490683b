package dev.multistream.git;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What git prints with {@code -z}: texts that each end with a NUL byte. */
final class NulText {
    private NulText() {}

    /** Every text in order, the empty ones too; names that are not UTF-8 come with replacement characters. */
    static List<String> split(byte[] bytes) {
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == 0) {
                texts.add(new String(bytes, start, i - start, StandardCharsets.UTF_8));
                start = i + 1;
            }
        }
        if (start < bytes.length) {
            texts.add(new String(bytes, start, bytes.length - start, StandardCharsets.UTF_8));
        }
        return texts;
    }
}
