package com.aliyun.fc.runtime;

/** Keys for other services. */
public interface Credentials {
    String getAccessKeyId();

    String getAccessKeySecret();

    String getSecurityToken();
}
