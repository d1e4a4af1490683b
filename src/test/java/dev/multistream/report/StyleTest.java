package dev.multistream.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.multistream.run.Standing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StyleTest {
    private static final Path STYLE = Path.of("src/main/resources/dev/multistream/report/style.css");

    @Test
    void text_can_be_read_on_its_ground_in_light_and_dark() throws IOException {
        for (Map<String, String> colours : List.of(colours(0), colours(1))) {
            for (String ground : List.of("page", "surface", "band")) {
                for (String ink : List.of("text", "muted", "accent")) {
                    assertThat(contrast(colours.get(ink), colours.get(ground)))
                            .as(ink + " on " + ground)
                            .isGreaterThanOrEqualTo(4.5);
                }
            }
            for (String tone : List.of("passed", "flaky", "failed", "errored", "waiting", "running")) {
                assertThat(contrast(colours.get(tone), colours.get(tone + "-soft")))
                        .as(tone)
                        .isGreaterThanOrEqualTo(4.5);
                assertThat(contrast(colours.get(tone), colours.get("surface")))
                        .as(tone)
                        .isGreaterThanOrEqualTo(4.5);
            }
            assertThat(contrast(colours.get("muted"), colours.get("quiet-soft")))
                    .isGreaterThanOrEqualTo(4.5);
        }
    }

    @Test
    void the_drawings_have_the_colours_of_the_page() throws IOException {
        for (Palette palette : Palette.values()) {
            Map<String, String> colours = colours(palette.ordinal());
            assertThat(palette.text()).isEqualTo(colours.get("text"));
            assertThat(palette.band()).isEqualTo(colours.get("band"));
            assertThat(palette.accent()).isEqualTo(colours.get("accent"));
            for (Standing standing : List.of(Standing.PASSED, Standing.FLAKY, Standing.FAILED, Standing.WAITING)) {
                assertThat(palette.of(standing)).isEqualTo(colours.get(standing.word()));
            }
        }
    }

    @Test
    void nothing_is_fetched_from_elsewhere() throws IOException {
        assertThat(Files.readString(STYLE)).doesNotContain("@import", "url(", "http", "expression(");
    }

    /** The custom properties of the n-th {@code :root} block. */
    private static Map<String, String> colours(int block) throws IOException {
        Matcher blocks = Pattern.compile(":root \\{([^}]*)}").matcher(Files.readString(STYLE));
        for (int i = 0; i <= block; i++) {
            assertThat(blocks.find()).isTrue();
        }
        Map<String, String> colours = new HashMap<>();
        Matcher property = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});").matcher(blocks.group(1));
        while (property.find()) {
            colours.put(property.group(1), property.group(2));
        }
        return colours;
    }

    /** The ratio of WCAG 2.2, "contrast ratio". */
    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double share = channel / 255.0;
        return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
    }
}
