package com.aliyun.fc.runtime;

/** The surroundings of a call. */
public interface Context {
    String getRequestId();

    Credentials getExecutionCredentials();

    FunctionParam getFunctionParam();

    FunctionComputeLogger getLogger();

    Service getService();

    OpenTracing getTracing();

    int getRetryCount();
}
