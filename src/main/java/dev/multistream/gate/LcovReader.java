package dev.multistream.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads an lcov tracefile as geninfo(1) describes it: {@code SF:} begins a file, {@code DA:line,hits} is a line of it.
 *
 * <p>Other records are skipped; the sums {@code LF} and {@code LH} are too, for files are united line by line.
 */
final class LcovReader {
    private static final int LONGEST_LINE = 64 << 10;

    private final Path file;
    private final String name;
    private final CoverageTally tally;
    private String source = "";
    private boolean sawRecord;
    private int number;

    LcovReader(Path file, String name, CoverageTally tally) {
        this.file = file;
        this.name = name;
        this.tally = tally;
    }

    void read() throws UnreadableReportException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            byte[] buffer = new byte[LONGEST_LINE];
            int length = 0;
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (c == '\n') {
                    line(new String(buffer, 0, length, StandardCharsets.UTF_8));
                    length = 0;
                } else if (length < LONGEST_LINE) {
                    buffer[length++] = (byte) c;
                } else {
                    number++;
                    throw wrong("the line is longer than 64 KiB");
                }
            }
            line(new String(buffer, 0, length, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UnreadableReportException(name + " cannot be read: " + e);
        }
        if (!sawRecord) {
            throw new UnreadableReportException(name + " is neither lcov nor JaCoCo XML nor Cobertura");
        }
        if (!source.isEmpty()) {
            throw wrong("the file ends before 'end_of_record'");
        }
    }

    private void line(String line) throws UnreadableReportException {
        number++;
        String record = line.strip();
        if (record.startsWith("SF:")) {
            source = record.substring(3).strip().replace('\\', '/');
            sawRecord = true;
            if (source.isEmpty()) {
                throw wrong("'SF:' names no file");
            }
        } else if (record.startsWith("DA:")) {
            data(record.substring(3));
        } else if (record.equals("end_of_record")) {
            source = "";
        } else if (!record.isEmpty() && !record.startsWith("#") && !record.matches("[A-Z]{2,6}:.*")) {
            throw wrong("this is no line of an lcov file: '" + Wording.line(record, 80) + "'");
        }
    }

    private void data(String data) throws UnreadableReportException {
        String[] fields = data.split(",", -1);
        if (source.isEmpty()) {
            throw wrong("'DA:' stands outside of a file");
        }
        if (fields.length < 2
                || !fields[0].strip().matches("\\d{1,9}")
                || !fields[1].strip().matches("-?\\d+")) {
            throw wrong("'DA:' needs a line and a count: '" + Wording.line(data, 80) + "'");
        }
        String hits = fields[1].strip();
        try {
            tally.line(source, Integer.parseInt(fields[0].strip()), !hits.startsWith("-") && !hits.matches("0+"));
        } catch (UnreadableReportException e) {
            throw wrong(e.text());
        }
    }

    private UnreadableReportException wrong(String what) {
        return new UnreadableReportException(name + ":" + number + ": " + what);
    }
}
