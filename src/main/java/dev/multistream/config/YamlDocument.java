package dev.multistream.config;

import dev.multistream.model.Problem;
import dev.multistream.model.Problem.Severity;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * One YAML document as a tree with places.
 *
 * <p>Hostile text costs bounded memory and time: the size, the depth and the number of nodes after writing out aliases
 * are capped, tags are refused, and nothing of the document is ever turned into an object of the JVM.
 */
public final class YamlDocument {
    /** The largest document in bytes that is looked at. */
    public static final int MAX_BYTES = 1 << 20;

    private final SourceText source;
    private final YamlNode root;

    private YamlDocument(SourceText source, YamlNode root) {
        this.source = source;
        this.root = root;
    }

    /** Either a tree or the reasons why there is none. */
    public sealed interface Result {}

    /** The document could be read. */
    public record Parsed(YamlDocument document) implements Result {}

    /** The document is not YAML, or not YAML that is safe to take. */
    public record Refused(List<Problem> problems) implements Result {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The top of the tree. */
    public YamlNode root() {
        return root;
    }

    SourceText source() {
        return source;
    }

    /**
     * Reads a document.
     *
     * @param name how problems call the file
     */
    public static Result parse(byte[] bytes, String name) {
        if (bytes.length > MAX_BYTES) {
            return new Refused(List.of(tooLarge(name)));
        }
        Utf8Text decoded = Utf8Text.decode(bytes);
        SourceText source = new SourceText(name, decoded.text());
        List<Problem> problems = new ArrayList<>();
        try {
            requireReadable(source, decoded, bytes);
            YamlNode root = build(source, problems);
            return problems.isEmpty() ? new Parsed(new YamlDocument(source, root)) : new Refused(problems);
        } catch (YamlRefused refused) {
            problems.add(
                    source.problem(Severity.ERROR, refused.where(), refused.code(), refused.message(), refused.hint()));
            return new Refused(problems);
        }
    }

    static Problem tooLarge(String name) {
        return new SourceText(name, "")
                .problem(
                        Severity.ERROR,
                        Where.START,
                        "yaml.too-large",
                        "the file is larger than 1 MiB",
                        "move long task texts into files of their own: task: { file: docs/task.md }");
    }

    private static YamlNode build(SourceText source, List<Problem> problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES + 1);
        options.setProcessComments(false);
        try {
            ParserImpl parser = new ParserImpl(new StreamReader(new StringReader(source.text())), options);
            return new YamlBuilder(parser, source, problems).document();
        } catch (YAMLException failure) {
            throw YamlErrors.translate(failure);
        }
    }

    private static void requireReadable(SourceText source, Utf8Text decoded, byte[] bytes) {
        if (decoded.wrongByte().isPresent()) {
            int offset = decoded.wrongByte().get();
            boolean utf16 = bytes.length > 1
                    && ((bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF)
                            || (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE));
            Spot spot = source.spot(source.text().length());
            String what = utf16
                    ? "the file is UTF-16"
                    : "the file is not UTF-8: byte 0x%02X at offset %d".formatted(bytes[offset] & 0xFF, offset);
            throw new YamlRefused(new Where(spot, ""), "yaml.encoding", what, "save it as UTF-8");
        }
        int index = 0;
        while (index < source.text().length()) {
            int codePoint = source.text().codePointAt(index);
            if (!StreamReader.isPrintable(codePoint)) {
                throw new YamlRefused(
                        new Where(source.spot(index), ""),
                        "yaml.control-character",
                        "the control character U+%04X is not allowed in YAML".formatted(codePoint),
                        "remove it, or write it in double quotes as \"\\u%04x\"".formatted(codePoint));
            }
            index += Character.charCount(codePoint);
        }
    }
}
