package dev.multistream.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph of commands as {@code ci/bench} describes it to all programs that it compares: one line a step,
 * {@code <id> <milliseconds> <id of a need>…}, needs before those who need them. No milliseconds means {@code /bin/true},
 * otherwise the step sleeps that long.
 */
record Dag(List<Node> nodes) {

    /** One step; needs are ids. */
    record Node(String id, int millis, List<String> needs) {
        Node {
            needs = List.copyOf(needs);
        }

        /** The program and its arguments. */
        List<String> command() {
            return millis == 0 ? List.of("/bin/true") : List.of("/bin/sleep", Double.toString(millis / 1000.0));
        }
    }

    Dag {
        nodes = List.copyOf(nodes);
    }

    static Dag read(Path file) throws IOException {
        List<Node> nodes = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            List<String> words = List.of(line.split(" "));
            nodes.add(new Node(words.get(0), Integer.parseInt(words.get(1)), words.subList(2, words.size())));
        }
        return new Dag(nodes);
    }
}
