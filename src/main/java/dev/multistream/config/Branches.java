package dev.multistream.config;

import dev.multistream.config.Declared.Item;
import dev.multistream.model.BranchName;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the branch of every stream, and checks that no two branches get into each other's way. */
final class Branches {
    private final Declared declared;
    private final Inputs inputs;
    private final Reading reading;

    Branches(Declared declared, Inputs inputs, Reading reading) {
        this.declared = declared;
        this.inputs = inputs;
        this.reading = reading;
    }

    /** Who a branch is for. */
    private record Holder(String who, Where where, boolean target) {}

    /** The branch of every stream that has a valid one. */
    Map<String, BranchName> read() {
        Map<String, BranchName> branches = new HashMap<>();
        Map<String, Holder> holders = new LinkedHashMap<>();
        for (Item checkpoint : declared.checkpointItems()) {
            checkpoint
                    .fields()
                    .find(CheckpointLanguage.INTO)
                    .ifPresent(into -> holders.putIfAbsent(
                            into.value(), new Holder("checkpoint '" + checkpoint.name() + "'", into.where(), true)));
        }
        for (Item stream : declared.streamItems()) {
            Where where = stream.fields()
                    .find(StreamLanguage.BRANCH)
                    .map(Found::where)
                    .orElse(stream.where());
            branch(stream).ifPresent(branch -> {
                branches.put(stream.name(), branch);
                hold(holders, branch.value(), new Holder("stream '" + stream.name() + "'", where, false));
            });
        }
        folders(holders);
        return branches;
    }

    private Optional<BranchName> branch(Item stream) {
        if (!stream.fields().has(StreamLanguage.BRANCH)) {
            return Optional.of(new BranchName("harness/" + stream.name()));
        }
        return stream.fields().find(StreamLanguage.BRANCH).flatMap(written -> {
            String name = inputs.text(written.value());
            if (BranchName.isValid(name) && name.length() <= 200) {
                return Optional.of(new BranchName(name));
            }
            reading.error(
                    written.where(),
                    "branch.form",
                    Shape.quoted(name) + " is not a valid branch name",
                    "no spaces, no '..', no '~^:?*[\\', no '/' or '.lock' at the end");
            return Optional.empty();
        });
    }

    private void hold(Map<String, Holder> holders, String branch, Holder holder) {
        Holder other = holders.putIfAbsent(branch, holder);
        if (other == null) {
            return;
        }
        if (other.target()) {
            reading.error(
                    holder.where(),
                    "branch.target",
                    holder.who() + " works on branch '" + branch + "', into which " + other.who() + " merges",
                    "give the stream a branch of its own, or none at all: then it is harness/<stream>");
        } else {
            reading.error(
                    holder.where(),
                    "branch.shared",
                    holder.who() + " and " + other.who() + " share the branch '" + branch + "'",
                    "each stream needs a branch of its own");
        }
    }

    /** Git cannot have a branch {@code a} beside a branch {@code a/b}. */
    private void folders(Map<String, Holder> holders) {
        holders.forEach((branch, holder) -> {
            for (int slash = branch.indexOf('/'); slash > 0; slash = branch.indexOf('/', slash + 1)) {
                Holder parent = holders.get(branch.substring(0, slash));
                if (parent != null) {
                    Holder later =
                            parent.where().at().line() > holder.where().at().line() ? parent : holder;
                    reading.error(
                            later.where(),
                            "branch.folder",
                            "git cannot have the branch '" + branch + "' (" + holder.who() + ") beside the branch '"
                                    + branch.substring(0, slash) + "' (" + parent.who() + ")",
                            "rename one of them");
                }
            }
        });
    }
}
