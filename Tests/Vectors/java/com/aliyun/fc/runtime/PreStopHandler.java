package com.aliyun.fc.runtime;

import java.io.IOException;

/** The hook before the end. */
public interface PreStopHandler {
    void preStop(Context context) throws IOException;
}
