package dev.multistream.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Changes valid files at random: whatever comes out, the reader must answer with a spec or with problems. */
class HostileFilesTest {
    private static final long SEED = 20261121;
    private static final int ROUNDS = 6000;

    private static final List<String> PIECES = List.of(
            "\t",
            "\n",
            "  ",
            ": ",
            "- ",
            "[",
            "]",
            "{",
            "}",
            "'",
            "\"",
            "|",
            ">",
            "&a ",
            "*a",
            "!x ",
            "? ",
            "<<: ",
            "#",
            "---\n",
            "...\n",
            "%",
            "@",
            "`",
            "\u0000",
            "\u202e",
            "\uFEFF",
            "🙂",
            "null",
            "~",
            "true",
            "-1",
            "1e999999999",
            "0x",
            ".inf",
            "9".repeat(60),
            "${{",
            "}}",
            "${{ inputs.x }}",
            "${{ secrets.API_KEY }}",
            "${{ env.A }}",
            "x".repeat(300),
            "../",
            "*",
            "**",
            "{a,b}",
            "[!a",
            "\\",
            "30",
            "PT",
            "99999999999s",
            "streams",
            "needs: [docs]",
            "agent: ");

    private static List<String> originals() throws IOException {
        List<String> texts = new ArrayList<>();
        for (byte[] bytes : Reader.folder("valid").values()) {
            texts.add(new String(bytes, StandardCharsets.UTF_8));
        }
        for (Path path : Reader.examples().values()) {
            texts.add(Files.readString(path));
        }
        return texts;
    }

    @Test
    @Timeout(300) // not how fast, but that it ends
    void a_changed_file_is_answered_and_never_throws() throws IOException {
        List<String> originals = originals();
        Random random = new Random(SEED);
        int broken = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] bytes = mutate(originals.get(random.nextInt(originals.size())), random);
            try {
                HarnessFile.Result result = HarnessFile.read(bytes, "f.yaml", Reader.context(Map.of()));
                List<String> printed = new ProblemPrinter(80, false).lines(Reader.problems(result));
                assertThat(printed).allSatisfy(line -> assertThat(line).doesNotContain("Exception", "Caused by"));
                if (result instanceof HarnessFile.Broken refused) {
                    broken++;
                    assertThat(refused.problems()).isNotEmpty();
                }
            } catch (RuntimeException | StackOverflowError bug) {
                fail("seed " + SEED + " round " + round + ":\n" + new String(bytes, StandardCharsets.UTF_8), bug);
            }
        }
        assertThat(broken).as("changes that matter").isBetween(ROUNDS / 4, ROUNDS);
    }

    private static byte[] mutate(String text, Random random) {
        StringBuilder changed = new StringBuilder(text);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(changed.length() + 1);
            switch (random.nextInt(6)) {
                case 0 -> changed.insert(at, PIECES.get(random.nextInt(PIECES.size())));
                case 1 -> changed.delete(at, Math.min(changed.length(), at + 1 + random.nextInt(20)));
                case 2 -> replaceWord(changed, at, PIECES.get(random.nextInt(PIECES.size())));
                case 3 -> replaceWord(changed, at, word(changed, random.nextInt(changed.length() + 1)));
                case 4 -> {
                    int end = Math.min(changed.length(), at + random.nextInt(200));
                    changed.insert(random.nextInt(changed.length() + 1), changed.substring(Math.min(at, end), end));
                }
                default -> {
                    byte[] bytes = changed.toString().getBytes(StandardCharsets.UTF_8);
                    if (i == changes - 1 && bytes.length > 0) {
                        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                        return bytes;
                    }
                }
            }
        }
        return changed.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String word(StringBuilder text, int at) {
        int start = at;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < text.length() && isWord(text.charAt(end))) {
            end++;
        }
        return text.substring(start, end);
    }

    private static void replaceWord(StringBuilder text, int at, String by) {
        int start = at;
        while (start > 0 && isWord(text.charAt(start - 1))) {
            start--;
        }
        text.replace(start, start + word(text, at).length(), by);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_';
    }

    @Test
    @Timeout(120)
    void a_megabyte_of_anything_is_answered() {
        for (String piece : PIECES) {
            byte[] bytes = piece.repeat(YamlDocument.MAX_BYTES / piece.getBytes(StandardCharsets.UTF_8).length)
                    .getBytes(StandardCharsets.UTF_8);

            HarnessFile.Result result = HarnessFile.read(bytes, "f.yaml", Reader.context(Map.of()));

            assertThat(result).as(piece).isInstanceOf(HarnessFile.Broken.class);
            assertThat(Reader.print(Reader.problems(result))).hasSizeLessThan(100_000);
        }
    }
}
