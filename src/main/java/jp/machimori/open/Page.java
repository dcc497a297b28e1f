package jp.machimori.open;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One page of a list. */
record Page<T>(
        @Schema(description = "このページの要素 / the items of this page") List<T> items,
        @Schema(description = "次のページのアドレス。最後のページでは null / address of the next page, null on the last") @Nullable String next) {
}
