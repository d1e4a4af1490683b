package dev.multistream.config;

import dev.multistream.model.InputSpec;
import dev.multistream.model.Problem;
import dev.multistream.model.Template;
import dev.multistream.model.Template.Literal;
import dev.multistream.model.Template.Part;
import dev.multistream.model.Template.Reference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The declared inputs with their values; a value is text and nothing in it is evaluated. */
final class Inputs {
    private final Map<String, InputSpec> declared = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();

    /** Reads what is declared, and notes what was given for nothing or is missing. */
    Inputs(Fields root, Map<String, String> given, Reading reading) {
        for (Named<Fields> input : root.entries(RootLanguage.INPUTS)) {
            Optional<Fields> fields = input.value().map(Found::value);
            Optional<String> standard = fields.flatMap(map -> map.value(RootLanguage.INPUT_DEFAULT));
            boolean required = fields.flatMap(map -> map.value(RootLanguage.INPUT_REQUIRED))
                    .orElse(false);
            declared.put(input.name(), new InputSpec(standard, required));
            String value = given.get(input.name());
            if (value == null && required && standard.isEmpty()) {
                reading.error(
                        input.where(),
                        "input.missing",
                        "the input '" + input.name() + "' must be given",
                        "--set " + input.name() + "=…");
            }
            values.put(input.name(), value != null ? value : standard.orElse(""));
        }
        for (String name : given.keySet()) {
            if (!declared.containsKey(name)) {
                reading.add(Problem.error(
                        "input.unknown",
                        "--set " + name + ": the file declares no such input",
                        Suggestions.didYouMean(name, declared.keySet())));
            }
        }
    }

    Map<String, InputSpec> declared() {
        return declared;
    }

    /** The template with inputs replaced by their values as literals. */
    Template resolve(Template template) {
        List<Part> parts = new ArrayList<>();
        for (Part part : template.parts()) {
            if (part instanceof Reference reference && reference.namespace().equals("inputs")) {
                parts.add(new Literal(values.getOrDefault(reference.name(), "")));
            } else {
                parts.add(part);
            }
        }
        return new Template(parts);
    }

    /** The text of a template that refers to inputs only. */
    String text(Template template) {
        return resolve(template).render(reference -> "");
    }
}
