package dev.multistream.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLStreamReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlReportTest {
    private static final long LARGE = 50_000_000;

    @TempDir
    Path directory;

    /** Remembers what it was told. */
    private static final class Listener implements XmlReport.Visitor {
        private final StringBuilder seen = new StringBuilder();
        private long characters;
        private int longestPiece;

        @Override
        public void start(String element, Function<String, Optional<String>> attributes) {
            if (seen.length() < 1000) {
                seen.append('<')
                        .append(element)
                        .append(attributes.apply("a").map(a -> "=" + a).orElse(""))
                        .append('>');
            }
        }

        @Override
        public void text(XMLStreamReader piece) {
            characters += piece.getTextLength();
            longestPiece = Math.max(longestPiece, piece.getTextLength());
            if (seen.length() < 1000) {
                seen.append(piece.getText());
            }
        }

        @Override
        public void end(String element) {
            if (seen.length() < 1000) {
                seen.append("</").append(element).append('>');
            }
        }
    }

    @Test
    void elements_attributes_and_text_are_told_in_order() throws Exception {
        Listener listener =
                read("<?xml version='1.0'?><!-- c --><x:r xmlns:x='u' x:a='1'>t<![CDATA[<c>]]><?p i?><e b='2'/></x:r>");
        assertThat(listener.seen).hasToString("<r=1>t<c><e></e></r>");
    }

    @Test
    void text_of_any_length_comes_in_small_pieces() throws Exception {
        for (String[] around : new String[][] {{"<r><![CDATA[", "]]></r>"}, {"<r>", "</r>"}}) {
            Path file = Corpus.large(directory.resolve("r.xml"), around[0], "all work and no play\n", LARGE, around[1]);
            Listener listener = new Listener();
            new XmlReport(file, "r.xml").read(listener);
            assertThat(listener.characters).isGreaterThanOrEqualTo(LARGE);
            assertThat(listener.longestPiece).isLessThan(100_000);
        }
    }

    @Test
    void a_single_piece_of_markup_without_end_is_refused() throws Exception {
        assertThat(refusalOf("<r a='", "x", "'/>"))
                .isEqualTo("r.xml:1: not a well-formed report: Maximum attribute size limit (1048576) exceeded");
        assertThat(refusalOf("<r><!-- ", "x", "--></r>")).contains("one piece of markup is larger than 4 MiB");
        assertThat(refusalOf("<r", "x", "/>")).contains("one piece of markup is larger than 4 MiB");
        assertThat(refusalOf("<r><?p ", "x", "?></r>")).contains("one piece of markup is larger than 4 MiB");
        assertThat(refusalOf("<!DOCTYPE r [", "<!ENTITY a 'b'>", "]><r/>"))
                .contains("one piece of markup is larger than 4 MiB");
        assertThat(refusalOf("<r>", "<a>", "</r>")).contains("Maximum Element Depth limit (200) Exceeded");
    }

    @Test
    void entities_are_neither_expanded_nor_fetched() throws IOException {
        String laughs = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]>\n<r>&b;</r>";
        assertThatThrownBy(() -> read(laughs))
                .hasMessage("r.xml:2: not a well-formed report: Undeclared general entity \"b\"");
        String inAttribute = "<!DOCTYPE r [<!ENTITY a 'aaaaaaaaaa'>]>\n<r a='&a;'/>";
        assertThatThrownBy(() -> read(inAttribute)).hasMessageContaining("r.xml:2: ");
        Path secret = Corpus.write(directory.resolve("secret"), "hidden");
        String external = "<!DOCTYPE r [<!ENTITY a SYSTEM '" + secret.toUri() + "'>]><r>&a;</r>";
        assertThatThrownBy(() -> read(external))
                .hasMessageContaining("Undeclared general entity")
                .hasMessageNotContaining("hidden");
    }

    @Test
    void a_document_type_is_passed_over() throws Exception {
        assertThat(read("<!DOCTYPE r PUBLIC '-//X//EN' 'http://127.0.0.1:9/x.dtd'><r/>").seen)
                .hasToString("<r></r>");
    }

    @Test
    void what_is_not_xml_is_told_with_its_line() throws IOException {
        assertThatThrownBy(() -> read("<r>\n\n\u001b[31mred</r>"))
                .hasMessage("r.xml:3: not a well-formed report: Illegal character ((CTRL-CHAR, code 27))");
        assertThatThrownBy(() -> read("<r>\n\0</r>"))
                .hasMessageStartingWith("r.xml:2: not a well-formed report: Illegal character");
        assertThatThrownBy(() -> read("<r>\n<b>"))
                .hasMessageStartingWith("r.xml:2: not a well-formed report: Unexpected EOF");
        assertThatThrownBy(() -> read("Segmentation fault"))
                .hasMessageStartingWith("r.xml:1: not a well-formed report:");
        assertThatThrownBy(() -> read("<?xml version='1.0' encoding='x-nonsense'?><r/>"))
                .hasMessage("r.xml:1: not a well-formed report: Unsupported encoding: x-nonsense");
        assertThatThrownBy(() -> read("")).hasMessage("r.xml is empty");
        Files.write(directory.resolve("r.xml"), "<r>\u00e4</r>".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> new XmlReport(directory.resolve("r.xml"), "r.xml").read(new Listener()))
                .isInstanceOf(UnreadableReportException.class)
                .hasMessageContaining("UTF-8");
        assertThatThrownBy(() -> new XmlReport(directory.resolve("none.xml"), "none.xml").read(new Listener()))
                .hasMessageStartingWith("none.xml cannot be read: ");
    }

    private String refusalOf(String before, String unit, String after) throws IOException {
        Path file = Corpus.large(directory.resolve("r.xml"), before, unit, LARGE, after);
        try {
            new XmlReport(file, "r.xml").read(new Listener());
            return "";
        } catch (UnreadableReportException e) {
            return e.text();
        }
    }

    private Listener read(String text) throws UnreadableReportException {
        Listener listener = new Listener();
        new XmlReport(Corpus.write(directory.resolve("r.xml"), text), "r.xml").read(listener);
        return listener;
    }
}
