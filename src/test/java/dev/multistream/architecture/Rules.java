package dev.multistream.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The rules about classes. Each takes a class and the name of the package that it is judged as a member of, and gives
 * a sentence for each thing that is wrong.
 */
final class Rules {
    static final String ROOT = "dev.multistream.";

    private static final Predicate<String> IMPURE_TYPE = Pattern.compile(
                    "java\\.io\\.(?!Serializable$).*|java\\.nio\\.(?!charset\\.|file\\.Path$).*|java\\.net\\..*"
                            + "|java\\.util\\.concurrent\\..*|java\\.lang\\.(Thread|Runtime|Process|ProcessBuilder|ProcessHandle|ThreadLocal)")
            .asMatchPredicate();
    private static final Predicate<String> CLOCK = Pattern.compile(
                    "java\\.time\\.\\w+\\.now|java\\.time\\.Clock\\.system\\w*|java\\.time\\.InstantSource\\.system"
                            + "|java\\.lang\\.System\\.currentTimeMillis")
            .asMatchPredicate();
    private static final Predicate<String> STOPWATCH =
            Pattern.compile("java\\.lang\\.System\\.nanoTime").asMatchPredicate();
    private static final Predicate<String> SURROUNDINGS = Pattern.compile(
                    "java\\.lang\\.System\\.(out|err|in|exit|getenv|getProperty|getProperties|setProperty|console)"
                            + "|java\\.lang\\.Runtime\\.(exit|halt)")
            .asMatchPredicate();
    private static final Predicate<String> STARTS_PROCESSES = Pattern.compile(
                    "java\\.lang\\.ProcessBuilder\\..*|java\\.lang\\.Runtime\\.exec")
            .asMatchPredicate();
    private static final Set<String> PROGRAMS_OF_THEIR_OWN = Set.of("dev.multistream.agent.ScenarioPlayer");

    private final LayerTable table;

    Rules(LayerTable table) {
        this.table = table;
    }

    /** The part of a package's name behind the root, such as {@code model}. */
    static String packageOf(JavaClass type) {
        return type.getPackageName().substring(ROOT.length());
    }

    List<String> brokenBy(JavaClass type, String asMemberOf) {
        LayerTable.Row row = table.rows().get(asMemberOf);
        if (row == null) {
            return List.of(type.getName() + ": package '" + asMemberOf + "' has no row in layers.txt");
        }
        Set<String> found = new TreeSet<>();
        boolean isWord = row.floor().equals("words");
        boolean hasNoTime = isWord || asMemberOf.equals("engine");
        boolean isDoor = row.floor().equals("door");
        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
            JavaClass target = dependency.getTargetClass().getBaseComponentType();
            foreignUse(asMemberOf, row, target).forEach(wrong -> found.add(type.getName() + " " + wrong));
            if (isWord && IMPURE_TYPE.test(target.getName())) {
                found.add(type.getName() + " uses " + target.getName() + ", but a word is only a value");
            }
        }
        for (String access : accesses(type)) {
            boolean looksAtClock = !isDoor && CLOCK.test(access);
            if (looksAtClock || (hasNoTime && STOPWATCH.test(access))) {
                found.add(type.getName() + " reads the clock: " + access);
            }
            if (!isDoor && SURROUNDINGS.test(access) && !PROGRAMS_OF_THEIR_OWN.contains(outermost(type))) {
                found.add(type.getName() + " looks at its surroundings, which only cli may: " + access);
            }
            if (!asMemberOf.equals("process") && STARTS_PROCESSES.test(access)) {
                found.add(type.getName() + " starts a process, which only 'process' may: " + access);
            }
        }
        if (!isDoor) {
            foreignConstructions(type, row).forEach(found::add);
        }
        return new ArrayList<>(found);
    }

    private Stream<String> foreignUse(String self, LayerTable.Row row, JavaClass target) {
        String name = target.getName();
        if (target.isPrimitive() || name.matches("(java|javax|org\\.jspecify)\\..*")) {
            return Stream.empty();
        }
        if (name.startsWith(ROOT)) {
            String other = packageOf(target);
            boolean allowed = other.equals(self) || row.allows(other);
            return allowed
                    ? Stream.empty()
                    : Stream.of("uses " + name + ", but '" + self + "' may not use '" + other + "'");
        }
        boolean allowed = row.libraries().stream()
                .flatMap(library -> table.libraries().getOrDefault(library, List.of()).stream())
                .anyMatch(beginning -> name.startsWith(beginning + "."));
        return allowed
                ? Stream.empty()
                : Stream.of("uses " + name + ", a library that is not in the row of '" + self + "'");
    }

    private static List<String> accesses(JavaClass type) {
        List<String> names = new ArrayList<>();
        Stream<JavaAccess<?>> made = type.getAccessesFromSelf().stream().map(access -> access);
        made.forEach(access -> names.add(nameOf(access)));
        type.getMethodReferencesFromSelf().forEach(access -> names.add(nameOf(access)));
        return names;
    }

    private static String nameOf(JavaAccess<?> access) {
        return access.getTargetOwner().getName() + "." + access.getTarget().getName();
    }

    /** Implementations of a port that belong to another floor are made by cli and handed in. */
    private List<String> foreignConstructions(JavaClass type, LayerTable.Row row) {
        List<String> found = new ArrayList<>();
        for (JavaConstructorCall call : type.getConstructorCallsFromSelf()) {
            JavaClass made = call.getTargetOwner();
            if (!made.getName().startsWith(ROOT) || made.isAnonymousClass()) {
                continue;
            }
            LayerTable.Row theirs = table.rows().get(packageOf(made));
            boolean foreign = theirs == null || !theirs.floor().equals(row.floor());
            if (foreign && implementsPort(made)) {
                found.add(type.getName() + " constructs " + made.getName() + " of another floor, which only cli may");
            }
        }
        return found;
    }

    private static boolean implementsPort(JavaClass made) {
        if (made.isRecord() || made.isEnum() || made.isAssignableTo(Throwable.class)) {
            return false;
        }
        return made.getAllRawInterfaces().stream()
                .anyMatch(port ->
                        port.getName().startsWith(ROOT) && !port.reflect().isSealed());
    }

    private static String outermost(JavaClass type) {
        return type.getName().replaceFirst("\\$.*", "");
    }
}
