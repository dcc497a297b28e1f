package jp.machimori.town;

/** A town's pack has been loaded, or was found unchanged, at the start of the application. */
public record TownLoaded(Town town) {
}
