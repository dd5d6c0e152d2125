package com.aliyun.fc.runtime;

import java.io.IOException;

/** The hook before the first request. */
public interface FunctionInitializer {
    void initialize(Context context) throws IOException;
}
