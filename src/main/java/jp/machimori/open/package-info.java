/** 公開。The door for machines: everything public through JSON and CSV, described by OpenAPI. */
@org.jspecify.annotations.NullMarked
package jp.machimori.open;
