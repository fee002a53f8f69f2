/** A section in an external file, as it should be. */
export const SESSION_IN_A_FILE = `
      //- /site/Web.config
      <configuration>
        <system.web>
          <sessionState configSource="SessionState.config" />
        </system.web>
      </configuration>
      //- /site/SessionState.config
      <sessionState timeout="20" />`;
