package jp.machimori.figures;

import java.nio.file.Path;

/** A figure of a pack that is being checked, with its line in {@code figures.csv}. */
public record PrintedRow(Figure figure, Path file, int line) {
}
