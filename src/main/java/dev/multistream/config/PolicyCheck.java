package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.model.StreamSpec.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Checks that the streams keep to the policies. */
final class PolicyCheck {
    private static final long LOOKS = 2_000_000;

    private final Declared declared;
    private final Map<String, Task> tasks;
    private final Reading reading;

    PolicyCheck(Declared declared, Map<String, Task> tasks, Reading reading) {
        this.declared = declared;
        this.tasks = tasks;
        this.reading = reading;
    }

    void check() {
        List<Found<Fields>> policies = declared.root().items(RootLanguage.POLICIES);
        policies.forEach(policy -> policy(policy.value()));
    }

    private void policy(Fields policy) {
        Optional<Fields> when = policy.value(GateLanguage.WHEN);
        Optional<Found<String>> regex = when.flatMap(fields -> fields.find(GateLanguage.WHEN_TASK));
        Optional<Pattern> pattern = regex.flatMap(this::compile);
        Optional<Fields> require = policy.value(GateLanguage.REQUIRE);
        if (require.isEmpty() || regex.isPresent() != pattern.isPresent()) {
            return;
        }
        Optional<String> whenRole = when.flatMap(fields -> fields.value(GateLanguage.WHEN_ROLE));
        // INVARIANT: the looks of one policy are bounded for all streams together, so that no file makes reading slow.
        Budget budget = new Budget(LOOKS);
        try {
            for (Item stream : declared.streamItems()) {
                boolean applies = (pattern.isEmpty() || found(pattern.get(), stream, budget))
                        && (whenRole.isEmpty() || hasRole(stream, whenRole.get()));
                if (applies) {
                    demand(policy, require.get(), stream);
                }
            }
        } catch (TooManyLooks slow) {
            regex.ifPresent(text -> reading.error(
                    text.where(),
                    "policy.slow",
                    "this regular expression takes too long on the tasks of this file",
                    "avoid repetitions inside of repetitions, such as (a+)+"));
        }
    }

    private Optional<Pattern> compile(Found<String> regex) {
        try {
            return Optional.of(Pattern.compile(regex.value()));
        } catch (PatternSyntaxException wrong) {
            reading.error(
                    regex.where(),
                    "policy.regex",
                    "this is not a regular expression: " + wrong.getDescription(),
                    "regular expressions are Java's");
            return Optional.empty();
        }
    }

    private boolean found(Pattern pattern, Item stream, Budget budget) {
        Task task = tasks.get(stream.name());
        try {
            return task != null
                    && pattern.matcher(new Watched(task.text(), budget)).find();
        } catch (StackOverflowError deep) {
            // Java's matcher recurses on groups; a text that makes it recurse that deep is as bad as one that is slow.
            throw new TooManyLooks();
        }
    }

    private static boolean hasRole(Item stream, String role) {
        return Declared.members(stream).stream()
                .anyMatch(member -> Declared.role(member).filter(role::equals).isPresent());
    }

    private void demand(Fields policy, Fields require, Item stream) {
        String because = " (policy in line " + policy.where().at().line() + ")";
        Optional<String> role = require.value(GateLanguage.REQUIRE_ROLE);
        if (role.isPresent() && !hasRole(stream, role.get())) {
            reading.error(
                    stream.where(),
                    "policy.role",
                    "stream '" + stream.name() + "' must have an agent with the role '" + role.get() + "'" + because,
                    "add one to its agents: { uses: …, role: " + role.get() + " }");
        }
        Optional<String> gate = require.value(GateLanguage.REQUIRE_GATE);
        if (gate.isPresent()
                && declared.gates().containsKey(gate.get())
                && stream.items(StreamLanguage.GATES).stream()
                        .noneMatch(found -> found.value().equals(gate.get()))) {
            reading.error(
                    stream.where(),
                    "policy.gate",
                    "stream '" + stream.name() + "' must have the gate '" + gate.get() + "'" + because,
                    "add it to its gates");
        }
    }

    /** How often a matcher may still look at a character. */
    private static final class Budget {
        private long left;

        Budget(long left) {
            this.left = left;
        }

        void spend() {
            if (--left < 0) {
                throw new TooManyLooks();
            }
        }
    }

    /** A text that counts how often it is looked at. */
    private record Watched(CharSequence text, Budget budget) implements CharSequence {
        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            budget.spend();
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    /** Ends a match that takes too long. */
    private static final class TooManyLooks extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super(null, null, false, false);
        }
    }
}
