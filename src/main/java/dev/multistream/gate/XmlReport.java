package dev.multistream.gate;

import com.ctc.wstx.api.WstxInputProperties;
import com.ctc.wstx.stax.WstxInputFactory;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads an XML report of unknown origin, piece by piece.
 *
 * <p>Document types are skipped, never fetched or expanded; no entity but the five of XML exists. Memory is bounded
 * whatever the size of the file: text comes in pieces, and a single piece of markup may not be larger than
 * {@link #LARGEST_MARKUP}.
 */
final class XmlReport {
    private static final int LARGEST_MARKUP = 4 << 20;
    private static final int LARGEST_ATTRIBUTE = 1 << 20;
    private static final int DEEPEST = 200;
    private static final long LARGEST_FILE = 1L << 30;

    private final Path file;
    private final String name;

    /** Is told what a report contains, in order. */
    interface Visitor {
        /** An element begins; {@code attributes} answers for its attributes by local name. */
        void start(String element, Function<String, Optional<String>> attributes) throws UnreadableReportException;

        /** A piece of text inside the innermost open element. */
        void text(XMLStreamReader piece);

        void end(String element) throws UnreadableReportException;
    }

    /** @param name how messages call the file */
    XmlReport(Path file, String name) {
        this.file = file;
        this.name = name;
    }

    /** Reads all of it. */
    void read(Visitor visitor) throws UnreadableReportException {
        requireSize(file, name);
        try (Meter input = new Meter(new BufferedInputStream(Files.newInputStream(file)))) {
            XMLStreamReader reader = factory().createXMLStreamReader(input);
            try {
                while (reader.hasNext()) {
                    reader.next();
                    input.markupBegins();
                    pass(reader, visitor);
                }
            } catch (XMLStreamException e) {
                throw new UnreadableReportException(
                        name + ":" + line(e, reader) + ": not a well-formed report: " + words(e));
            } catch (UnreadableReportException e) {
                throw new UnreadableReportException(
                        name + ":" + reader.getLocation().getLineNumber() + ": " + e.text());
            }
        } catch (XMLStreamException e) {
            throw new UnreadableReportException(name + ":1: not a well-formed report: " + words(e));
        } catch (IOException e) {
            throw new UnreadableReportException(name + " cannot be read: " + e);
        }
    }

    static void requireSize(Path file, String name) throws UnreadableReportException {
        try {
            long size = Files.size(file);
            if (size == 0) {
                throw new UnreadableReportException(name + " is empty");
            }
            if (size > LARGEST_FILE) {
                throw new UnreadableReportException(name + " is larger than 1 GiB");
            }
        } catch (IOException e) {
            throw new UnreadableReportException(name + " cannot be read: " + e);
        }
    }

    private static void pass(XMLStreamReader reader, Visitor visitor) throws UnreadableReportException {
        switch (reader.getEventType()) {
            case XMLStreamConstants.START_ELEMENT ->
                visitor.start(reader.getLocalName(), attribute -> attribute(reader, attribute));
            case XMLStreamConstants.END_ELEMENT -> visitor.end(reader.getLocalName());
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                // Asking for the length makes the reader stop after one piece instead of skipping to the end.
                if (reader.getTextLength() > 0) {
                    visitor.text(reader);
                }
            }
            default -> {
                // Comments, processing instructions and the document type say nothing about results.
            }
        }
    }

    private static Optional<String> attribute(XMLStreamReader reader, String name) {
        for (int i = 0; i < reader.getAttributeCount(); i++) {
            if (reader.getAttributeLocalName(i).equals(name)) {
                return Optional.of(reader.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    private static WstxInputFactory factory() {
        WstxInputFactory factory = new WstxInputFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(WstxInputProperties.P_MAX_ATTRIBUTE_SIZE, LARGEST_ATTRIBUTE);
        factory.setProperty(WstxInputProperties.P_MAX_ELEMENT_DEPTH, DEEPEST);
        // Names are taken from a table that all readers of a factory would fill together.
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        return factory;
    }

    private static int line(XMLStreamException e, XMLStreamReader reader) {
        int line = e.getLocation() == null ? -1 : e.getLocation().getLineNumber();
        return Math.max(1, line > 0 ? line : reader.getLocation().getLineNumber());
    }

    private static String words(XMLStreamException e) {
        String message = String.valueOf(e.getMessage());
        int place = message.indexOf("\n at [row");
        return Wording.line(place < 0 ? message : message.substring(0, place), 300);
    }

    /** Counts what is read for one piece of markup. */
    private static final class Meter extends FilterInputStream {
        private long left = LARGEST_MARKUP;

        Meter(InputStream in) {
            super(in);
        }

        void markupBegins() {
            left = LARGEST_MARKUP;
        }

        @Override
        public int read() throws IOException {
            int c = super.read();
            count(c < 0 ? 0 : 1);
            return c;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count(n);
            return n;
        }

        private void count(int n) throws IOException {
            left -= Math.max(0, n);
            if (left < 0) {
                throw new IOException("one piece of markup is larger than 4 MiB");
            }
        }
    }
}
