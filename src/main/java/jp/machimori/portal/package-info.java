/** 住民の入口。The door for residents: what happens, what they can apply for, whom to call, and how the plan stands. */
@org.jspecify.annotations.NullMarked
package jp.machimori.portal;
