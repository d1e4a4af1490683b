package dev.multistream.config;

import dev.multistream.model.Template;
import dev.multistream.model.Template.Literal;
import dev.multistream.model.Template.Part;
import dev.multistream.model.Template.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses one text with <code>${{ … }}</code> and checks what can be checked without the rest of the file. */
final class TemplateParser {
    static final List<String> STREAM_NAMES = List.of("id", "task", "branch", "base");
    static final List<String> RUN_NAMES = List.of("id");

    private static final List<String> LATER = List.of("ports", "databases");
    private static final List<String> ALL = List.of("env", "secrets", "stream", "run", "inputs", "ports", "databases");
    private static final Pattern REFERENCE =
            Pattern.compile("\\s*([A-Za-z_][A-Za-z0-9_-]*)\\.([A-Za-z_][A-Za-z0-9_-]*)\\s*");

    private final String text;
    private final Where where;
    private final Use use;
    private final Reading reading;

    TemplateParser(String text, Where where, Use use, Reading reading) {
        this.text = text;
        this.where = where;
        this.use = use;
        this.reading = reading;
    }

    /** The template without what is wrong in it, which has been noted; empty when it cannot be parsed on. */
    Optional<Template> parse() {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        for (int open = text.indexOf("${{"); open >= 0; open = text.indexOf("${{", at)) {
            int close = text.indexOf("}}", open);
            if (close < 0) {
                error("template.syntax", "a ${{ is not closed", "write ${{ namespace.name }}");
                return Optional.empty();
            }
            literal(parts, text.substring(at, open));
            reference(text.substring(open + 3, close)).ifPresent(parts::add);
            at = close + 2;
        }
        literal(parts, text.substring(at));
        return Optional.of(new Template(parts));
    }

    private static void literal(List<Part> parts, String piece) {
        if (!piece.isEmpty()) {
            parts.add(new Literal(piece));
        }
    }

    private Optional<Reference> reference(String inside) {
        Matcher matcher = REFERENCE.matcher(inside);
        if (!matcher.matches()) {
            error(
                    "template.syntax",
                    "${{" + Shape.quoted(inside).replace("'", "") + "}} is not of the form ${{ namespace.name }}",
                    "only single values can be named; there are no functions and no operators");
            return Optional.empty();
        }
        Reference reference = new Reference(matcher.group(1), matcher.group(2));
        return mayStand(reference) ? Optional.of(reference) : Optional.empty();
    }

    /** Whether the reference may stand here; notes why not. */
    private boolean mayStand(Reference reference) {
        String namespace = reference.namespace();
        if (!ALL.contains(namespace)) {
            return error(
                    "template.namespace",
                    "there is no '" + namespace + "' for ${{ … }}",
                    Suggestions.didYouMean(namespace, ALL).orElse("there are " + String.join(", ", ALL)));
        }
        if (LATER.contains(namespace) && use != Use.LATER_TEXT) {
            return error("later", "`${{ " + reference + " }}` is not available yet", "");
        }
        if (use.isCommand() && isStrangers(reference)) {
            String why = shown(reference) + " may hold what a stranger wrote and must not stand in a command";
            return error("template.stranger", why, form(reference));
        }
        if (use.isCommand() && namespace.equals("secrets")) {
            String why = shown(reference) + " is a secret and must not stand in a command";
            return error("template.secret", why, form(reference));
        }
        if (!use.namespaces().contains(namespace)) {
            String why = shown(reference) + " cannot be used in " + use.what();
            return error("template.not-here", why, notHereHint(reference));
        }
        return hasFixedName(reference, "stream", STREAM_NAMES) && hasFixedName(reference, "run", RUN_NAMES);
    }

    private String notHereHint(Reference reference) {
        if (use == Use.TOP_ENV && reference.namespace().equals("stream")) {
            return "steps of checkpoints have no stream; put it into the env of the stream, agent or gate";
        }
        if (use == Use.TOP_ENV && reference.namespace().equals("env")) {
            return "a value cannot refer to the map it stands in";
        }
        return "here " + String.join(", ", use.namespaces()) + " can be used";
    }

    private boolean hasFixedName(Reference reference, String namespace, List<String> names) {
        if (reference.namespace().equals(namespace) && !names.contains(reference.name())) {
            return error(
                    "template.name",
                    "there is no " + reference,
                    Suggestions.didYouMean(reference.name(), names).orElse("there are " + String.join(", ", names)));
        }
        return true;
    }

    /** Whether the value may come from somebody who is not the author of the file. */
    static boolean isStrangers(Reference reference) {
        return reference.namespace().equals("inputs")
                || (reference.namespace().equals("stream")
                        && (reference.name().equals("task") || reference.name().equals("branch")));
    }

    private static String shown(Reference reference) {
        return "${{ " + reference + " }}";
    }

    private static String form(Reference reference) {
        String variable = reference.name().toUpperCase(Locale.ROOT).replace('-', '_');
        return "give it by the environment: env: { " + variable + ": \"" + shown(reference) + "\" }, and write \"$"
                + variable + "\" in the command";
    }

    /** Always false, for returning it. */
    private boolean error(String code, String message, String hint) {
        reading.error(where, code, message, hint);
        return false;
    }
}
