package com.aliyun.fc.runtime;

/** Where the function logs, and which version of it runs. */
public interface Service {
    String getName();

    String getLogProject();

    String getLogStore();

    String getQualifier();

    String getVersionId();
}
