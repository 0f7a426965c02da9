// Requests to the portal, with the token of this tab.

export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

export class Api {
  constructor(token, whenGone) {
    this.token = token;
    this.whenGone = whenGone;
  }

  async fetch(path, { method = "GET", body = null } = {}) {
    const headers = { Authorization: `Bearer ${this.token}` };
    if (body !== null) headers["Content-Type"] = "application/json";
    let answer;
    try {
      answer = await fetch(path, { method, headers, body: body === null ? null : JSON.stringify(body) });
    } catch {
      throw new ApiError(0, "The server could not be reached.");
    }
    if (answer.status === 401) {
      this.whenGone();
      // The page is about to go to the sign-in; nothing after this may run.
      await new Promise(() => {});
    }
    if (!answer.ok) throw new ApiError(answer.status, await Api.message(answer));
    return answer;
  }

  static async message(answer) {
    const text = await answer.text();
    try {
      return JSON.parse(text).error.message;
    } catch {
      return text || `The server answered with status ${answer.status}.`;
    }
  }

  async json(path, options) {
    return (await this.fetch(path, options)).json();
  }

  async blob(path) {
    return (await this.fetch(path)).blob();
  }
}
