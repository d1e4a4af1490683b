package dev.multistream.gate;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a coverage report, after a look at its beginning: lcov's tracefile, JaCoCo's XML or Cobertura's. */
final class CoverageFile {
    private CoverageFile() {}

    /** @param name how messages call the file */
    static void read(Path file, String name, CoverageTally tally) throws UnreadableReportException {
        XmlReport.requireSize(file, name);
        if (beginsWithMarkup(file, name)) {
            new XmlReport(file, name).read(new XmlCoverageReader(tally));
        } else {
            new LcovReader(file, name, tally).read();
        }
    }

    private static boolean beginsWithMarkup(Path file, String name) throws UnreadableReportException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            for (int i = 0; i < 1000; i++) {
                int c = in.read();
                boolean blankOrMark = c == ' ' || c == '\n' || c == '\r' || c == '\t' || c >= 0x80 || c == 0;
                if (!blankOrMark) {
                    return c == '<';
                }
            }
            return false;
        } catch (IOException e) {
            throw new UnreadableReportException(name + " cannot be read: " + e);
        }
    }
}
