package dev.multistream.config;

import java.util.Locale;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Turns what the YAML parser says into sentences for people. */
final class YamlErrors {
    private YamlErrors() {}

    static Spot spot(Mark mark) {
        return new Spot(mark.getLine() + 1, mark.getColumn() + 1);
    }

    static YamlRefused translate(YAMLException failure) {
        if (failure instanceof MarkedYAMLException marked) {
            Mark mark = marked.getProblemMark();
            boolean atEnd = String.valueOf(marked.getProblem()).contains("end of stream");
            if (mark == null || (atEnd && marked.getContextMark() != null)) {
                mark = marked.getContextMark();
            }
            return explain(marked, mark == null ? Spot.START : spot(mark));
        }
        String said = String.valueOf(failure.getMessage()).lines().findFirst().orElse("unreadable");
        return new YamlRefused(Where.START, "yaml.syntax", "this is not valid YAML: " + said, "");
    }

    private static YamlRefused explain(MarkedYAMLException marked, Spot spot) {
        String problem = marked.getProblem() == null ? "unreadable" : marked.getProblem();
        problem = problem.replaceFirst("\\.? \\(Do not use [^\t]+ for indentation\\)$", "");
        Where where = new Where(spot, "");
        if (problem.contains("\\t(TAB)") || problem.contains("'\t'")) {
            return new YamlRefused(
                    where,
                    "yaml.tab",
                    "a tab stands where YAML allows only spaces",
                    "indent with spaces; most editors can convert the file");
        }
        String context = marked.getContext() == null ? "" : " " + marked.getContext();
        return new YamlRefused(
                where, "yaml.syntax", "this is not valid YAML: " + problem + context, hint(problem, context));
    }

    private static String hint(String problem, String context) {
        String said = (problem + context).toLowerCase(Locale.ROOT);
        if (said.contains("mapping values are not allowed")) {
            return "a text that contains ': ' must be quoted";
        }
        if (said.contains("expected <block end>")) {
            return "look at the indentation: entries of one list or mapping begin in the same column";
        }
        if (said.contains("quoted scalar")) {
            return "close the quote";
        }
        if (said.contains("flow mapping") || said.contains("flow sequence")) {
            return "a '{' or '[' is not closed, or a ',' is missing";
        }
        if (said.contains("could not find expected ':'")) {
            return "write 'key: value', with a space after the colon";
        }
        if (said.contains("cannot start any token")) {
            return "quote the text";
        }
        return "";
    }
}
