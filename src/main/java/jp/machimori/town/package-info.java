/**
 * 自治体。The ground: towns, their divisions and areas, years and periods, the forms a number takes, and the packs that
 * bring all of it. Knows none of the modules above; each of them brings one {@link jp.machimori.town.PackPart}.
 */
@org.jspecify.annotations.NullMarked
package jp.machimori.town;
