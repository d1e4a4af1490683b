package dev.multistream.report;

import dev.multistream.model.Place;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A suite of JUnit XML as a value; the same for all dialects. */
record JUnitSuite(String name, Instant timestamp, Map<String, String> properties, List<Case> cases) {
    /**
     * A test case.
     *
     * @param seconds not negative
     * @param bad why it did not pass
     * @param reruns earlier tries that failed
     * @param output for {@code system-out}; empty for none
     */
    record Case(
            String classname,
            String name,
            double seconds,
            Optional<Place> place,
            Optional<Bad> bad,
            List<Rerun> reruns,
            String output) {
        Case {
            reruns = List.copyOf(reruns);
        }
    }

    /** The child element of a case that did not pass. */
    record Bad(Element element, String type, String message, String text) {}

    /** An earlier try. */
    record Rerun(String type, String message) {}

    /** Which child element. */
    enum Element {
        FAILURE("failure"),
        ERROR("error"),
        SKIPPED("skipped");

        private final String tag;

        Element(String tag) {
            this.tag = tag;
        }

        String tag() {
            return tag;
        }
    }

    JUnitSuite {
        properties = Map.copyOf(properties);
        cases = List.copyOf(cases);
    }

    long count(Element element) {
        return cases.stream()
                .filter(one -> one.bad().filter(bad -> bad.element() == element).isPresent())
                .count();
    }

    double seconds() {
        return cases.stream().mapToDouble(Case::seconds).sum();
    }
}
