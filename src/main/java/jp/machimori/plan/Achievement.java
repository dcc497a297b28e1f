package jp.machimori.plan;

import java.util.List;

/** 達成の状況。Where an indicator stands against one target, and always why. */
public sealed interface Achievement {

    /** 達成・これから・未達成・判断できない。 */
    enum State {
        ACHIEVED, NOT_YET, NOT_ACHIEVED, CANNOT_SAY;

        /** achieved, not-yet, not-achieved, cannot-say */
        public String notation() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    State state();

    /** Whether it was judged by a year that is not over. */
    default boolean running() {
        return false;
    }

    List<Sentence> why();

    /**
     * Reached; before its date it may be lost again.
     *
     * @param running by the value of a year that is not over
     */
    record Achieved(List<Sentence> why, boolean running) implements Achievement {
        @Override
        public State state() {
            return State.ACHIEVED;
        }
    }

    /** The date has come and the target was not reached. */
    record NotAchieved(List<Sentence> why) implements Achievement {
        @Override
        public State state() {
            return State.NOT_ACHIEVED;
        }
    }

    /** Not reached so far, or what it takes to say so has not come in yet. */
    record NotYet(List<Sentence> why) implements Achievement {
        @Override
        public State state() {
            return State.NOT_YET;
        }
    }

    /** Nobody can say. */
    record CannotSay(List<Sentence> why) implements Achievement {
        @Override
        public State state() {
            return State.CANNOT_SAY;
        }
    }
}
