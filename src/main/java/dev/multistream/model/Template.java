package dev.multistream.model;

import java.util.List;
import java.util.function.Function;

/**
 * A text with <code>${{ namespace.name }}</code> references, evaluated once and never recursively.
 *
 * <p>The reader of harness.yaml makes it; a reference to a namespace or name that does not exist never gets this far.
 */
public record Template(List<Part> parts) {

    /** One piece of a template. */
    public sealed interface Part {}

    /** Text that stands for itself. */
    public record Literal(String text) implements Part {}

    /** A value that is known only when the step starts, such as {@code stream.branch} or {@code secrets.API_KEY}. */
    public record Reference(String namespace, String name) implements Part {
        @Override
        public String toString() {
            return namespace + "." + name;
        }
    }

    public Template {
        parts = List.copyOf(parts);
    }

    public static Template literal(String text) {
        return new Template(List.of(new Literal(text)));
    }

    /** The text with every reference replaced by what {@code values} answers for it. */
    public String render(Function<Reference, String> values) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Reference reference) {
                text.append(values.apply(reference));
            }
        }
        return text.toString();
    }

    /** The text as the user wrote it, references included. */
    public String source() {
        return render(reference -> "${{ " + reference + " }}");
    }

    public List<Reference> references() {
        return parts.stream()
                .filter(Reference.class::isInstance)
                .map(Reference.class::cast)
                .toList();
    }

    @Override
    public String toString() {
        return source();
    }
}
