package dev.multistream.cli;

import dev.multistream.run.Actor;

/** Who is acting, and how that is known. */
final class Actors {
    private Actors() {}

    static Actor of(Env env) {
        for (String variable : new String[] {"GITHUB_ACTOR", "BUILD_USER_ID"}) {
            if (env.isSet(variable)) {
                return new Actor(env.get(variable).orElseThrow(), variable);
            }
        }
        return new Actor(System.getProperty("user.name", "unknown"), "os");
    }
}
